import type { ModelFacts } from './profile.ts';

/** An image behind an address that is not fetched is budgeted as a square that fills the formula's frame. */
const UNKNOWN_SIDE = 1024;
/** Keeps 3 x 512 from becoming 4 tiles by a rounding error. */
const TOLERANCE = 1e-6;

/**
 * Tokens of one image in training, by the vendor's formula (OpenAI's "Images and vision" guide, read 2026-11-22).
 * Small images are not scaled up; `auto` and no `detail` are budgeted as `high`.
 * @param width pixels; with `height` undefined where the size is unknown
 * @returns 0 for a model without a known formula
 */
export function imageTokensFor(
  model: Pick<ModelFacts, 'imageTokens'> | undefined,
  width: number | undefined,
  height: number | undefined,
  detail?: string,
): number {
  const formula = model?.imageTokens;
  const [w, h] = [width ?? UNKNOWN_SIDE, height ?? UNKNOWN_SIDE];
  if (!formula) return 0;
  if (formula.kind === 'patch')
    return Math.ceil(Math.min(formula.cap, Math.ceil(w / 32) * Math.ceil(h / 32)) * formula.factor);
  if (detail === 'low') return formula.base;
  const fit = Math.min(1, 2048 / Math.max(w, h));
  const scale = fit * Math.min(1, 768 / (Math.min(w, h) * fit));
  const tiles = (side: number) => Math.max(1, Math.ceil((side * scale) / 512 - TOLERANCE));
  return formula.base + formula.tile * tiles(w) * tiles(h);
}
