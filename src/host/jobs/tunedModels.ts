import { baseOf, endOf } from '../../providers/clock.ts';
import { explainProviderError } from '../../tune/providerError.ts';
import { shutdownIn } from '../../tune/modelEnds.ts';
import type { Services } from '../services.ts';
import { usableAccounts } from './accounts.ts';
import type { JobKey } from './jobKey.ts';
import type { Jobs } from './jobs.ts';

/** A model that was tuned, as its account lists it. */
export interface TunedModel {
  /** To be called by. */
  name: string;
  base: string;
  /** Who has it. */
  recipient: string;
  provider: JobKey['provider'];
  folder: string;
  /** Unix seconds; 0 where it is not said. */
  created: number;
  /** The job that made it, where it is listed. */
  job?: JobKey | undefined;
  /** When it is shut down, `YYYY-MM-DD`. */
  ends?: string | undefined;
}

export interface TunedModels {
  /** Newest first. */
  models: TunedModel[];
  /** Accounts that could not be asked, one sentence each. */
  failures: string[];
}

/** The tuned models of all accounts at hand, with the jobs that made them. */
export async function readTunedModels(services: Services, jobs: Jobs): Promise<TunedModels> {
  const makers = new Map(
    jobs.all.flatMap(({ job, key }) => (job.fine_tuned_model ? [[job.fine_tuned_model, key]] : [])),
  );
  const models: TunedModel[] = [];
  const failures: string[] = [];
  for (const { account, provider, folder } of await usableAccounts(services)) {
    const { client, profile, recipient } = account;
    try {
      for await (const model of client.models.list({ timeout: 30_000 })) {
        const { id, created } = model;
        if (!id.startsWith('ft:')) continue;
        const base = baseOf(id);
        models.push({
          ...{ name: id, base, recipient, provider, folder: folder.toString() },
          created: Number.isFinite(created) ? created : 0,
          job: makers.get(id),
          ends: shutdownIn(model) ?? endOf(profile, id),
        });
      }
    } catch (error) {
      const explained = explainProviderError(error, recipient);
      failures.push(explained instanceof Error ? explained.message : String(explained));
    }
  }
  return { models: models.sort((a, b) => b.created - a.created), failures };
}
