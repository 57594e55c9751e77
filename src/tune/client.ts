import { AzureOpenAI, OpenAI } from 'openai';
import { rememberKey } from '../providers/keys.ts';
import type { ProviderProfile } from '../providers/profile.ts';
import { ProviderError } from './providerError.ts';

/** Holds the key of an embedded baseline server and of every address that is not a vendor's own. */
export const OTHER_KEY_VARIABLE = 'VISION_FT_API_KEY';

/** Holds a token of Microsoft Entra for Azure in place of a key, under the name that Azure's tools read. */
const TOKEN_VARIABLE = 'AZURE_OPENAI_AD_TOKEN';

/** What proves who calls. */
export interface Credential {
  apiKey?: string | undefined;
  /** In place of a key: asked before each request, since tokens expire. */
  tokenProvider?: (() => Promise<string>) | undefined;
}

export interface ClientOptions extends Credential {
  profile: ProviderProfile;
  /** With `/v1`; the vendor's own address unless given. */
  baseURL?: string | undefined;
  /** Of the vendor's account; the key's own unless given. */
  organization?: string | undefined;
  project?: string | undefined;
}

const partsClients = new WeakMap<OpenAI, OpenAI>();

/** Who serves uploads in parts: Azure does through its own client alone (404 at `/openai/v1/`), others through the same. */
export const partsClientOf = (client: OpenAI): OpenAI => partsClients.get(client) ?? client;

/** The one client for every vendor. Throws a `ProviderError` where the vendor has no address of its own and none is given. */
export function openClient(options: ClientOptions): OpenAI {
  const { profile, baseURL = profile.baseURL, organization, project } = options;
  if (baseURL === undefined)
    throw new ProviderError(`${profile.name} has no fixed address; give yours, with /v1, as the base URL.`);
  if (!URL.canParse(baseURL)) throw new ProviderError(`"${baseURL}" is no base URL; it looks like https://host/v1.`);
  const { apiKey, tokenProvider } = remembered(options);
  const client = new OpenAI({
    ...{ baseURL, organization: organization ?? null, project: project ?? null, logLevel: 'off' },
    apiKey: tokenProvider ?? apiKey,
  });
  const version = profile.partsVersion?.value;
  if (version !== undefined)
    partsClients.set(
      client,
      new AzureOpenAI({
        ...{ baseURL: `${resourceOf(baseURL)}/openai`, apiVersion: version, organization: null, project: null },
        ...(tokenProvider ? { azureADTokenProvider: tokenProvider } : { apiKey }),
        logLevel: 'off',
      }),
    );
  return client;
}

/** Without `/openai/v1`. */
const resourceOf = (baseURL: string) => baseURL.replace(/(\/openai)?(\/v1)?\/*$/, '');

/** The same, but what it is made of is cut from all that is said. */
function remembered({ apiKey = '', tokenProvider }: Credential) {
  rememberKey(apiKey);
  if (!tokenProvider) return { apiKey };
  const provider = async () => {
    const token = await tokenProvider();
    rememberKey(token);
    return token;
  };
  return { apiKey, tokenProvider: provider };
}

/**
 * The environment variable whose key may be sent to an address: the vendor's own goes to the vendor (and, for Azure,
 * to the user's resource), never to a stranger.
 */
export function keyVariableFor(profile: ProviderProfile, baseURL?: string): string {
  const own = profile.baseURL;
  if (baseURL === undefined || profile.id === 'azure') return profile.keyVariable;
  const sameHost = own !== undefined && URL.canParse(baseURL) && new URL(baseURL).host === new URL(own).host;
  return sameHost ? profile.keyVariable : OTHER_KEY_VARIABLE;
}

/** The key from the environment. Throws a `ProviderError` that names the variable to set. */
export function apiKeyFrom(
  profile: ProviderProfile,
  env: Readonly<Record<string, string | undefined>>,
  baseURL?: string,
): string {
  const variable = keyVariableFor(profile, baseURL);
  const key = env[variable]?.trim();
  if (key === undefined || key === '')
    throw new ProviderError(
      `There is no key for ${baseURL ?? profile.name}: set the environment variable ${variable}.`,
    );
  return key;
}

/** The key from the environment; for Azure a token, where there is one and no key. Throws as `apiKeyFrom`. */
export function credentialFrom(
  profile: ProviderProfile,
  env: Readonly<Record<string, string | undefined>>,
  baseURL?: string,
): Credential {
  const token = env[TOKEN_VARIABLE]?.trim();
  const hasKey = (env[keyVariableFor(profile, baseURL)]?.trim() ?? '') !== '';
  if (profile.id === 'azure' && !hasKey && token) return { tokenProvider: () => Promise.resolve(token) };
  return { apiKey: apiKeyFrom(profile, env, baseURL) };
}

/** Organisation and project from the environment, under the names that OpenAI's own client reads; for OpenAI only. */
export function accountFrom(
  profile: ProviderProfile,
  env: Readonly<Record<string, string | undefined>>,
  baseURL?: string,
): Pick<ClientOptions, 'organization' | 'project'> {
  if (keyVariableFor(profile, baseURL) !== 'OPENAI_API_KEY') return {};
  return { organization: env['OPENAI_ORG_ID'], project: env['OPENAI_PROJECT_ID'] };
}
