import { ANSWER_RULES } from './answerRules.ts';
import { TUNING_GUIDE } from './bases.ts';
import { REPEATED_IMAGE_RULES } from './repeatedImageRules.ts';
import type { Rule } from './rule.ts';

/** What only shows when an example is measured or compared with others. */
export const DATASET_RULES: readonly Rule[] = [
  {
    id: 'over-context',
    family: 'dataset',
    severity: 'warning',
    title: 'An example longer than the training context',
    basis: TUNING_GUIDE,
    start({ profile, purpose }) {
      const context = profile.limits.trainingContext?.value;
      if (context === undefined || purpose === 'test') return undefined;
      return {
        example({ tokens }, report) {
          if (tokens.total > context)
            report(
              '',
              `This example has about ${tokens.total.toLocaleString('en')} tokens; training keeps the first ${context.toLocaleString('en')} and cuts the answer at the end.`,
              'Remove few-shot examples, shorten the prompt, or use images of lower detail.',
            );
        },
      };
    },
  },
  ...REPEATED_IMAGE_RULES,
  ...ANSWER_RULES,
];
