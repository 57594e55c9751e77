/**
 * What each measure of an export means. A version changes when a number computed by the definition may change; two
 * exports are comparable in a measure when both have the same version of it.
 */
export const DEFINITIONS: Readonly<Record<string, { version: number; means: string }>> = {
  strict: { version: 1, means: 'The answer equals the reference, character by character.' },
  lenient: { version: 1, means: 'The answer contains the reference, ignoring case.' },
  word: {
    version: 1,
    means: 'The answer contains the reference ignoring case, and no letter, digit or underscore touches it.',
  },
  closed: { version: 1, means: 'Examples whose reference is exactly Yes or No; all others are open.' },
  anls: {
    version: 1,
    means:
      '1 less the edit distance over the longer length, of the trimmed texts ignoring case; 0.5 or less counts as 0. Mean over the examples.',
  },
  f1: {
    version: 1,
    means:
      'F1 of the words that answer and reference share, without case, punctuation and articles (SQuAD). Mean over the examples.',
  },
  interval: { version: 1, means: "Of one proportion: Wilson's 95 % interval." },
  difference: {
    version: 1,
    means:
      'Right under a rule in run a less right in run b, as a share of the examples both were asked; 95 % percentile interval of a bootstrap that draws images.',
  },
  mcnemar: {
    version: 1,
    means: 'Exact two-sided McNemar test on the examples that only one run has right; by type corrected with Holm.',
  },
  minimumDetectableDifference: {
    version: 1,
    means: '2.80 times the root of the examples only one run has right, over all: 80 % power at 5 %.',
  },
  rating: {
    version: 1,
    means: 'How similar a judge finds answer and reference: Very, Mostly, Somewhat Similar, or Incorrect.',
  },
  error: { version: 1, means: 'No answer came; the example counts as wrong, with scores of 0.' },
};
