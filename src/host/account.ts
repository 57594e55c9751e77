import { join } from 'node:path';
import { l10n, window, type Uri } from 'vscode';
import type OpenAI from 'openai';
import type { ProviderId, ProviderProfile } from '../providers/profile.ts';
import { PROFILES } from '../providers/profiles.ts';
import { keyVariableFor, openClient } from '../tune/client.ts';
import { SentFiles } from '../tune/sentFiles.ts';
import { explainProviderError } from '../tune/providerError.ts';
import { dataFolder } from './dataFolder.ts';
import { readSettings } from './settings.ts';
import type { Services } from './services.ts';

/** A provider that can be talked to now. */
export interface Account {
  profile: ProviderProfile;
  client: OpenAI;
  /** What it has been sent before. */
  sent: SentFiles;
  /** Recorded in runs. */
  baseURL: string;
  /** Who gets what is sent: the vendor, or the address that stands in its place. */
  recipient: string;
  /** The embedded provider: nothing leaves this machine and nothing is paid. */
  embedded: boolean;
}

/** Opens the client of a provider: the embedded one is started, any other needs a key. */
export async function openAccount(services: Services, id: ProviderId, scope: Uri): Promise<Account> {
  const profile = PROFILES[id];
  const { baseUrl, organization, project } = readSettings(scope);
  if (id === 'baseline' && !baseUrl) {
    const { baseURL, apiKey } = await services.baseline.start(dataFolder(scope));
    return {
      profile,
      baseURL,
      client: openClient({ profile, baseURL, apiKey }),
      sent: sentTo(scope, id),
      recipient: profile.name,
      embedded: true,
    };
  }
  const baseURL = baseUrl || profile.baseURL;
  if (!baseURL)
    throw new Error(l10n.t('{0} has no fixed address: set visionFineTuning.baseUrl to yours, with /v1.', profile.name));
  const variable = keyVariableFor(profile, baseURL);
  const apiKey = (await services.context.secrets.get(variable)) ?? process.env[variable];
  if (!apiKey)
    throw new Error(
      l10n.t(
        'There is no API key for {0}: run "Vision Fine-Tuning: Set API Key", or set the variable {1} and restart.',
        baseUrl || profile.name,
        variable,
      ),
    );
  return {
    profile,
    baseURL,
    client: openClient({
      ...{ profile, baseURL, apiKey },
      ...(variable === PROFILES.openai.keyVariable && {
        organization: organization || undefined,
        project: project || undefined,
      }),
    }),
    sent: sentTo(scope, baseURL),
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

/** Keeps a key in the system's secret storage, under the name of its environment variable; an empty one removes it. */
export async function setApiKey({ context }: Services): Promise<void> {
  const names = Map.groupBy(Object.values(PROFILES), ({ keyVariable }) => keyVariable);
  const items = [...names].map(([variable, profiles]) => ({
    label: profiles.some(({ id }) => id === 'baseline')
      ? l10n.t('Any other server')
      : profiles.map(({ name }) => name).join(', '),
    description: variable,
    variable,
  }));
  const picked = await window.showQuickPick(items, { placeHolder: l10n.t('Whose key?') });
  if (!picked) return;
  const key = await window.showInputBox({
    title: l10n.t('API key: {0}', picked.label),
    prompt: l10n.t('Kept in the secret storage of this machine. Leave it empty to remove the stored key.'),
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined) return;
  if (key.trim() === '') await context.secrets.delete(picked.variable);
  else await context.secrets.store(picked.variable, key.trim());
}

const sentTo = (scope: Uri, recipient: string) => new SentFiles(join(dataFolder(scope), 'sent'), recipient);
