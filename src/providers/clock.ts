import type { ProviderProfile } from './profile.ts';
import { modelOf } from './profiles.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * What ends at a vendor, and with a model of it, tuned ones included: one sentence each, soonest first; empty where no
 * end is known. What ended before `today` is said in the past.
 * @param today `YYYY-MM-DD`
 * @param told the day on which the vendor's own list shuts the model down, where it says one
 */
export function clockOf(profile: ProviderProfile, model: string, today: string, told?: string): string[] {
  const shutdown = told ?? endOf(profile, model);
  const ends = [
    ...(profile.closing ? [{ on: profile.closing.value, what: `${profile.name} takes no new jobs` }] : []),
    ...(shutdown !== undefined ? [{ on: shutdown, what: whatEnds(model) }] : []),
  ];
  return ends.sort((a, b) => (a.on < b.on ? -1 : 1)).map(({ on, what }) => sentence(what, on, today));
}

/** From when on models cannot be called any more, as far as the profile knows: one sentence for each base model. */
export function endsOfModels(profile: ProviderProfile, models: readonly string[], today: string): string[] {
  const said = models.flatMap((model) => {
    const on = endOf(profile, model);
    return on === undefined ? [] : [sentence(whatEnds(model), on, today)];
  });
  return [...new Set(said)];
}

const whatEnds = (model: string): string => `${baseOf(model)} and all that is tuned from it are shut down`;

/** The day on which a model is shut down as far as the profile knows, `YYYY-MM-DD`. */
export const endOf = (profile: ProviderProfile, model: string): string | undefined =>
  modelOf(profile, baseOf(model))?.shutdown?.value;

/** What a model was tuned from: `ft:BASE:...`; a base model is its own. */
export const baseOf = (model: string): string => (model.startsWith('ft:') ? (model.split(':')[1] ?? model) : model);

function sentence(what: string, on: string, today: string): string {
  const days = Math.round((Date.parse(on) - Date.parse(today)) / DAY_MS);
  if (days <= 0) return `Since ${on} ${what}.`;
  return `From ${on} on, in ${days === 1 ? '1 day' : `${days} days`}, ${what}.`;
}
