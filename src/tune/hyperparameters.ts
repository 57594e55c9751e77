/** What a job may be told beside its files; a vendor chooses by itself what is left out. Limits of the vendors' API. */
export const HYPERPARAMETERS = {
  epochs: { min: 1, max: 50, whole: true },
  batchSize: { min: 1, max: 256, whole: true },
  learningRateMultiplier: { min: Number.MIN_VALUE, max: 1000, whole: false },
  seed: { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true },
} as const;

export type Hyperparameter = keyof typeof HYPERPARAMETERS;

/** The number that a text is; `undefined` where it is none, or beyond the limits. */
export function hyperparameter(name: Hyperparameter, text: string): number | undefined {
  const { min, max, whole } = HYPERPARAMETERS[name];
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return value >= min && value <= max && (!whole || Number.isInteger(value)) ? value : undefined;
}
