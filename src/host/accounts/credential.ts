import { CancellationError, l10n, window, type ExtensionContext } from 'vscode';
import type { ProviderProfile } from '../../providers/profile.ts';
import { PROFILES } from '../../providers/profiles.ts';
import { keyVariableFor, type Credential } from '../../tune/client.ts';
import { canSignIn, checkHost, chooseSignIn, microsoftToken, signInIsChosen } from './microsoftSignIn.ts';
import type { Services } from '../services.ts';

/** The stored key, the one in the environment, or for Azure a sign-in; what to do is said where there is none. */
export async function credentialFor(
  { context }: Services,
  profile: ProviderProfile,
  baseURL: string,
  recipient: string,
): Promise<Credential> {
  const azure = profile.id === 'azure';
  if (azure && signInIsChosen(context.globalState)) return signedIn(profile, baseURL);
  const variable = keyVariableFor(profile, baseURL);
  const apiKey = (await context.secrets.get(variable)) ?? process.env[variable];
  if (apiKey) return { apiKey };
  if (azure && canSignIn() && (await wantsToSignIn(profile))) {
    await chooseSignIn(context.globalState, true);
    return signedIn(profile, baseURL);
  }
  throw new Error(
    l10n.t(
      'There is no API key for {0}: run "Vision Fine-Tuning: Set API Key", or set the variable {1} and restart.',
      recipient,
      variable,
    ),
  );
}

async function signedIn(profile: ProviderProfile, baseURL: string): Promise<Credential> {
  checkHost(profile, baseURL);
  // now, not in the middle of an upload
  await microsoftToken();
  return { tokenProvider: microsoftToken };
}

async function wantsToSignIn({ name }: ProviderProfile): Promise<boolean> {
  const signIn = { label: l10n.t('Sign in with Microsoft') };
  const key = { label: l10n.t('Use an API key') };
  const picked = await window.showQuickPick([signIn, key], { placeHolder: l10n.t('How do you sign in to {0}?', name) });
  if (!picked) throw new CancellationError();
  return picked === signIn;
}

/** Keeps a key in the system's secret storage, under the name of its environment variable; an empty one removes it. */
export async function setApiKey({ context }: Services): Promise<void> {
  const picked = await window.showQuickPick(keyHolders(), { placeHolder: l10n.t('Whose key?') });
  if (!picked) return;
  const { label, variable } = picked;
  if (variable === undefined) {
    await microsoftToken();
    await chooseSignIn(context.globalState, true);
    return;
  }
  const key = await window.showInputBox({
    title: l10n.t('API key: {0}', label),
    prompt: l10n.t('Kept in the secret storage of this machine. Leave it empty to remove the stored key.'),
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined) return;
  if (variable === PROFILES.azure.keyVariable) await chooseSignIn(context.globalState, false);
  await storeKey(context, variable, key.trim());
}

async function storeKey({ secrets }: ExtensionContext, variable: string, key: string): Promise<void> {
  if (key === '') await secrets.delete(variable);
  else await secrets.store(variable, key);
}

/** Everyone who has a key of their own; without a variable: a sign-in in place of one. */
function keyHolders(): { label: string; description: string; variable: string | undefined }[] {
  const names = Map.groupBy(Object.values(PROFILES), ({ keyVariable }) => keyVariable);
  const holders = [...names].map(([variable, profiles]) => ({
    label: profiles.some(({ id }) => id === 'baseline')
      ? l10n.t('Any other server')
      : profiles.map(({ name }) => name).join(', '),
    description: variable,
    variable,
  }));
  const signIn = { label: l10n.t('Sign in with Microsoft'), description: PROFILES.azure.name, variable: undefined };
  return canSignIn() ? [...holders, signIn] : holders;
}
