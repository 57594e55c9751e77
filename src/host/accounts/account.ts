import { join } from 'node:path';
import { l10n, type Uri } from 'vscode';
import type OpenAI from 'openai';
import type { Sums } from '../../dataset/sums.ts';
import type { ProviderId, ProviderProfile } from '../../providers/profile.ts';
import { PROFILES } from '../../providers/profiles.ts';
import { keyVariableFor, openClient } from '../../tune/client.ts';
import { SentFiles } from '../../tune/sentFiles.ts';
import { explainProviderError } from '../../tune/providerError.ts';
import { credentialFor } from './credential.ts';
import { dataFolder } from '../dataFolder.ts';
import { readSettings } from '../settings.ts';
import type { Services } from '../services.ts';

/** A provider that can be talked to now. */
export interface Account {
  profile: ProviderProfile;
  client: OpenAI;
  /** What it has been sent before. */
  sent: SentFiles;
  /** Sums of a file, worked out away from the host's thread. */
  sums: Sums;
  /** Recorded in runs. */
  baseURL: string;
  /** Who gets what is sent: the vendor, or the address that stands in its place. */
  recipient: string;
  /** The embedded provider: nothing leaves this machine and nothing is paid. */
  embedded: boolean;
}

/**
 * Opens the client of a provider: the embedded one is started, any other needs a key.
 * @param address in place of the one in the settings; empty for the vendor's own, or the embedded server
 */
export async function openAccount(services: Services, id: ProviderId, scope: Uri, address?: string): Promise<Account> {
  const profile = PROFILES[id];
  const sums: Sums = (path, algorithms, signal) =>
    services.worker.run((tasks, task) => tasks.sums(task, path, algorithms), { signal });
  const { organization, project, ...settings } = readSettings(scope);
  const baseUrl = address ?? settings.baseUrl;
  if (id === 'baseline' && !baseUrl) {
    const { baseURL, apiKey } = await services.baseline.start(dataFolder(scope));
    return {
      profile,
      baseURL,
      client: openClient({ profile, baseURL, apiKey }),
      sent: sentTo(scope, id),
      sums,
      recipient: profile.name,
      embedded: true,
    };
  }
  const baseURL = baseUrl || profile.baseURL;
  if (!baseURL)
    throw new Error(l10n.t('{0} has no fixed address: set visionFineTuning.baseUrl to yours, with /v1.', profile.name));
  const credential = await credentialFor(services, profile, baseURL, baseUrl || profile.name);
  return {
    profile,
    baseURL,
    client: openClient({
      ...{ profile, baseURL, ...credential },
      ...(keyVariableFor(profile, baseURL) === PROFILES.openai.keyVariable && {
        organization: organization || undefined,
        project: project || undefined,
      }),
    }),
    sent: sentTo(scope, baseURL),
    sums,
    recipient: baseUrl || profile.name,
    embedded: false,
  };
}

/** What the provider refuses, or why it cannot be reached, becomes one sentence. */
export async function explained<T>({ recipient }: Account, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explainProviderError(error, recipient);
  }
}

const sentTo = (scope: Uri, recipient: string) => new SentFiles(join(dataFolder(scope), 'sent'), recipient);
