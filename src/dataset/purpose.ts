export const PURPOSES = ['train', 'validation', 'test'] as const;
export type Purpose = (typeof PURPOSES)[number];

const WORDS: Readonly<Record<string, Purpose>> = {
  val: 'validation',
  valid: 'validation',
  validation: 'validation',
  dev: 'validation',
  test: 'test',
  eval: 'test',
};

/** What a file is for, by the whole words of its base name; the last such word wins, otherwise it is for training. */
export function purposeOf(path: string): Purpose {
  const base = path.split(/[\\/]/).at(-1) ?? path;
  const words = base.toLowerCase().split(/[^\p{L}]+/u);
  return words.map((word) => WORDS[word]).findLast((purpose) => purpose !== undefined) ?? 'train';
}
