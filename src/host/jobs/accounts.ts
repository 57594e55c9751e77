import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { workspace, type Uri } from 'vscode';
import type { ProviderId } from '../../providers/profile.ts';
import { PROFILES } from '../../providers/profiles.ts';
import { openAccount, type Account } from '../accounts/account.ts';
import { dataFolder } from '../dataFolder.ts';
import type { Services } from '../services.ts';
import { readSettings } from '../settings.ts';

/** An account that jobs are looked for in. */
export interface JobAccount {
  provider: ProviderId;
  /** Of the workspace. */
  folder: Uri;
  account: Account;
}

/** The accounts that can be talked to without asking anything: those with a key, and the embedded provider where it has jobs. */
export async function usableAccounts(services: Services): Promise<JobAccount[]> {
  const found: JobAccount[] = [];
  for (const { uri: folder } of workspace.workspaceFolders ?? [])
    for (const provider of await providersOf(folder)) {
      // without a key there is nothing to list
      const account = await openAccount(services, provider, folder).catch(() => undefined);
      if (account && !found.some((other) => recipientKey(other.account) === recipientKey(account)))
        found.push({ provider, folder, account });
    }
  return found;
}

/** One address stands in for every vendor; otherwise each vendor has its own. */
async function providersOf(folder: Uri): Promise<ProviderId[]> {
  const { baseUrl, provider } = readSettings(folder);
  if (baseUrl) return [PROFILES[provider].jobs ? provider : 'openai'];
  const trained = await stat(join(dataFolder(folder), 'jobs')).catch(() => undefined);
  return trained ? ['openai', 'baseline'] : ['openai'];
}

/** Tells accounts apart in what is kept on disk. */
export const recipientKey = ({ embedded, profile, baseURL }: Account): string => (embedded ? profile.id : baseURL);
