import OpenAI from 'openai';
import type { ProviderProfile } from '../providers/profile.ts';
import { ProviderError } from './providerError.ts';

/** Holds the key of an embedded baseline server and of every address that is not a vendor's own. */
export const OTHER_KEY_VARIABLE = 'VISION_FT_API_KEY';

export interface ClientOptions {
  profile: ProviderProfile;
  /** With `/v1`; the vendor's own address unless given. */
  baseURL?: string | undefined;
  apiKey: string;
  /** Of the vendor's account; the key's own unless given. */
  organization?: string | undefined;
  project?: string | undefined;
  fetch?: typeof fetch | undefined;
}

/** The one client for every vendor. Throws a `ProviderError` where the vendor has no address of its own and none is given. */
export function openClient(options: ClientOptions): OpenAI {
  const { profile, baseURL = profile.baseURL, apiKey, organization, project, fetch } = options;
  if (baseURL === undefined)
    throw new ProviderError(`${profile.name} has no fixed address; give yours, with /v1, as the base URL.`);
  if (!URL.canParse(baseURL)) throw new ProviderError(`"${baseURL}" is no base URL; it looks like https://host/v1.`);
  return new OpenAI({
    ...{ baseURL, apiKey, organization: organization ?? null, project: project ?? null, logLevel: 'off' },
    ...(fetch && { fetch }),
  });
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

/** Organisation and project from the environment, under the names that OpenAI's own client reads; for OpenAI only. */
export function accountFrom(
  profile: ProviderProfile,
  env: Readonly<Record<string, string | undefined>>,
  baseURL?: string,
): Pick<ClientOptions, 'organization' | 'project'> {
  if (keyVariableFor(profile, baseURL) !== 'OPENAI_API_KEY') return {};
  return { organization: env['OPENAI_ORG_ID'], project: env['OPENAI_PROJECT_ID'] };
}
