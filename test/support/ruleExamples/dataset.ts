import { explain } from '../../../src/lint/explain/explain.ts';
import { findingsOf } from '../../../src/lint/explain/findings.ts';
import { assistant, example, image, PICTURE, text, user } from '../../unit/lint/planting.ts';
import type { RuleExamples } from './ruleExample.ts';

const long = 'word '.repeat(70_000);
const POLICY = 'The job failed due to an invalid validation file. Images at example 5 violate our usage policy.';

export const DATASET_EXAMPLES: RuleExamples = {
  'over-context': [
    {
      bad: [example(user(text(long), image(PICTURE)), assistant())],
      good: [example(user(text(long.slice(0, 250_000)), image(PICTURE)), assistant())],
    },
  ],
  'validation-violates-policy': [
    {
      bad: [POLICY],
      good: ['The job has successfully completed'],
      check: (said) => Promise.resolve(said.flatMap(explain).flatMap(findingsOf)),
      shown: { bad: POLICY, good: 'The job has successfully completed' },
    },
  ],
};
