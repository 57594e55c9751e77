/** A text without what does not change its sense: case, punctuation (no sign before a number), and how words are spaced. */
export const looseText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?:(?!-\p{N})[^\p{L}\p{N}\p{S}\p{M}])+/gu, ' ')
    .trim();
