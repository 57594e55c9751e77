import type { Facts } from './trainer.ts';

/**
 * Tokens that the longest example needs, rounded up to a power of two: what is longer than a trainer's limit is cut,
 * answer first. Texts are budgeted with two characters a token, which is more than most need.
 * @param least of the trainer's own example
 */
export function contextFor({ mostImages, mostCharacters }: Facts, imageTokens: number, least: number): number {
  const tokens = mostImages * imageTokens + mostCharacters / 2;
  return Math.max(least, 2 ** Math.ceil(Math.log2(Math.max(1, tokens))));
}
