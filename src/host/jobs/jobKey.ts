import { Uri } from 'vscode';
import { PROVIDER_IDS, type ProviderId } from '../../providers/profile.ts';

/** Where a job is: the vendor, the workspace folder whose settings tell the account, and its id there. */
export interface JobKey {
  provider: ProviderId;
  /** Address of the workspace folder. */
  folder: string;
  id: string;
}

export const keyText = ({ provider, folder, id }: JobKey): string => [provider, folder, id].join('\n');

export const folderOf = ({ folder }: Pick<JobKey, 'folder'>): Uri => Uri.parse(folder);

/** What a page that VS Code restores says it is about; `undefined` for anything else. */
export function asJobKey(value: unknown): JobKey | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { provider, folder, id } = value as Record<string, unknown>;
  const known = PROVIDER_IDS.find((each) => each === provider);
  if (known === undefined || typeof folder !== 'string' || typeof id !== 'string') return undefined;
  return { provider: known, folder, id };
}
