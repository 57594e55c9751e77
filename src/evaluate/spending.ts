import type { ProviderProfile } from '../providers/profile.ts';
import type { Prediction } from './run.ts';

/** USD for a million tokens. */
export interface TokenPrice {
  input: number;
  output: number;
}

/** Price of a model's answers; a tuned model `ft:BASE:...` is priced by its base. `undefined` when it is not known. */
export function tokenPriceOf({ id: provider, models }: ProviderProfile, model: string): TokenPrice | undefined {
  if (provider === 'baseline') return { input: 0, output: 0 };
  const base = baseModelOf(model);
  const price = models.find(({ id }) => id === base)?.inferencePrice;
  return price && { input: price.input.value, output: price.output.value };
}

/** @param discount share of the price that is not paid, from 0 to 1 */
export function discounted({ input, output }: TokenPrice, discount: number): TokenPrice {
  return { input: input * (1 - discount), output: output * (1 - discount) };
}

/** What `discounted` was given. */
export function undiscounted({ input, output }: TokenPrice, discount: number): TokenPrice {
  return { input: input / (1 - discount), output: output / (1 - discount) };
}

/** `ft:BASE:...` without what tuning added. */
export const baseModelOf = (model: string) => (model.startsWith('ft:') ? (model.split(':')[1] ?? model) : model);

export function usdOf(usage: Prediction['usage'], price: TokenPrice | undefined): number | undefined {
  if (!price || !usage) return undefined;
  return (usage.prompt_tokens * price.input + usage.completion_tokens * price.output) / 1_000_000;
}

/** USD that all recorded answers cost together. */
export function spentOn(predictions: Iterable<Prediction>, price: TokenPrice): number {
  let sum = 0;
  for (const { usage } of predictions) sum += usdOf(usage, price) ?? 0;
  return sum;
}
