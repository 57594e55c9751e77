import { t } from '../ui/l10n.ts';

/** How each number of the page is computed. Made when asked, for the language is known only then. */
export const MEASURES = {
  strict: () =>
    t('Share of all examples whose answer equals the reference, character by character. No answer is wrong.'),
  interval: () =>
    t("Wilson's 95 % interval of the strict share: where it may lie with other examples of the same kind."),
  right: () => t('Examples whose answer equals the reference, character by character.'),
  lenient: () => t('Share of all examples whose answer contains the reference, ignoring case. "None" contains "No".'),
  word: () => t('Share of all examples whose answer contains the reference as whole words, ignoring case.'),
  closed: () => t('Strict share of the examples whose reference is exactly Yes or No.'),
  open: () => t('Strict share of the examples whose reference is anything but Yes or No.'),
  anls: () =>
    t(
      'Mean similarity, from 0 to 1, of answer and reference: 1 less the edit distance over the longer length, case and outer spaces ignored; half or less counts as 0.',
    ),
  f1: () =>
    t(
      'Mean F1, from 0 to 1, of the words shared by answer and reference, without case, punctuation and articles, as SQuAD does.',
    ),
  latency: () => t('Half of the answers came within this time. Only answers whose time was kept count.'),
  p95: () => t('95 % of the answers came within this time. Only answers whose time was kept count.'),
  price: () => t('Tokens of all answers at the prices of the model when the run was made; - where they are not known.'),
  byType: () =>
    t(
      "Share of right answers by type of question with Wilson's 95 % interval. Differences have McNemar's p, corrected for the number of types (Holm); under 10 examples are pale.",
    ),
  ratings: () =>
    t(
      "Answers by the judge's rating. The sign test counts the examples rated higher and lower for one run than for the other; equal ratings do not count.",
    ),
  repeats: () =>
    t(
      "Krippendorff's alpha with squared distances, of examples that the judge rated more than once: 1 where it always says the same, 0 where it might as well draw by lot. The median rating counts.",
    ),
  person: () =>
    t(
      "Cohen's kappa with quadratic weights, of answers that both you and the judge rated: 1 for full agreement, 0 for what chance alone would give; a rating two steps away counts four times as much as the next one. Rows: your rating. Columns: the judge's.",
    ),
  pairwise: () =>
    t(
      'A judge sees both answers to an example in both orders. A win is two wins, or a win and a tie; a loss likewise; all else is a tie. The sign test counts wins and losses. "Order" counts the examples in which the order alone changed what the judge said.',
    ),
  confusion: () =>
    t(
      'Each row is a reference, each column an answer equal to a reference; "other" is every other answer and none. Recall is the share of a row on its diagonal, precision that of a column, F1 their harmonic mean.',
    ),
  costs: () => t('Median time of an answer with a line to the 95th percentile, and the price of all answers.'),
  trend: () =>
    t(
      "Strict share of every run over this test file, by the time it began, with Wilson's 95 % interval, a line for each model.",
    ),
  verdict: () =>
    t(
      'Both runs under strict match on the examples both were asked. The exact McNemar test on the examples only one has right decides, below 0.05; the interval is of 10,000 bootstrap draws of images, so that questions about one image stay together.',
    ),
} as const;

export type Measure = keyof typeof MEASURES;
