import { azure } from './azure.ts';
import { baseline } from './baseline.ts';
import { fireworks } from './fireworks.ts';
import { openai } from './openai.ts';
import { PROVIDER_IDS, type ModelFacts, type ProviderId, type ProviderProfile } from './profile.ts';
import { together } from './together.ts';

export const PROFILES: Readonly<Record<ProviderId, ProviderProfile>> = {
  openai,
  azure,
  together,
  fireworks,
  baseline,
};

const isProviderId = (id: string): id is ProviderId => (PROVIDER_IDS as readonly string[]).includes(id);

/** The profile of a vendor. Throws an error that names the known ones. */
export function profileOf(id: string): ProviderProfile {
  if (!isProviderId(id)) throw new Error(`There is no provider "${id}"; choose one of ${PROVIDER_IDS.join(', ')}.`);
  return PROFILES[id];
}

const withoutDate = (model: string) => model.replace(/-\d{4}-\d{2}-\d{2}$/, '');

/**
 * What is known about a model, with or without the date in its name: of this vendor, otherwise the formula of the
 * same model elsewhere (without its price). `undefined` when no formula is known.
 */
export function modelOf(profile: ProviderProfile, model: string): ModelFacts | undefined {
  const matches = ({ id }: ModelFacts) => id === model || withoutDate(id) === model;
  const own = profile.models.find(matches);
  if (own) return own;
  const elsewhere = Object.values(PROFILES)
    .flatMap(({ models }) => models)
    .find((facts) => facts.imageTokens && matches(facts));
  return elsewhere?.imageTokens && { id: elsewhere.id, imageTokens: elsewhere.imageTokens };
}

/** Every model that `modelOf` finds for this vendor. */
export function knownModels(profile: ProviderProfile): string[] {
  const others = Object.values(PROFILES).flatMap(({ models }) => models.filter(({ imageTokens }) => imageTokens));
  return [...new Set([...profile.models, ...others].map(({ id }) => id))];
}
