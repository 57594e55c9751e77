import { authentication, extensions, l10n, type Memento } from 'vscode';
import type { ProviderProfile } from '../../providers/profile.ts';

/** Azure's own services that answer models' requests. */
const SCOPES = ['https://cognitiveservices.azure.com/.default'];
/** The choice is remembered, never a token: VS Code keeps those. */
const CHOSEN = 'visionFineTuning.signInWithMicrosoft';

/** Not every VS Code comes with it. */
export const canSignIn = (): boolean => extensions.getExtension('vscode.microsoft-authentication') !== undefined;

export const signInIsChosen = (state: Memento): boolean => state.get<boolean>(CHOSEN, false) && canSignIn();

export async function chooseSignIn(state: Memento, chosen: boolean): Promise<void> {
  await state.update(CHOSEN, chosen ? true : undefined);
}

/** Signs in where nobody is; the user is asked by VS Code. @returns a token that is valid now */
export async function microsoftToken(): Promise<string> {
  const { accessToken } = await authentication.getSession('microsoft', SCOPES, { createIfNone: true });
  return accessToken;
}

/** A workspace may name any address: a token for all of a user's resources goes to the vendor's own hosts alone. */
export function checkHost({ name, hosts = [] }: ProviderProfile, baseURL: string): void {
  const { protocol, hostname } = URL.canParse(baseURL) ? new URL(baseURL) : { protocol: '', hostname: baseURL };
  if (protocol === 'https:' && hosts.some((end) => hostname.endsWith(end))) return;
  throw new Error(
    l10n.t(
      'The sign-in with Microsoft is not sent to {0}, which is no address of {1}: set an API key.',
      hostname,
      name,
    ),
  );
}
