import { DATASET_EXAMPLES } from './dataset.ts';
import { FILE_EXAMPLES } from './file.ts';
import { IMAGE_EXAMPLES } from './image.ts';
import { MESSAGE_EXAMPLES } from './message.ts';
import type { RuleExamples } from './ruleExample.ts';

/** Of every rule of the catalogue; a test names those that have none. */
export const RULE_EXAMPLES: RuleExamples = {
  ...FILE_EXAMPLES,
  ...MESSAGE_EXAMPLES,
  ...IMAGE_EXAMPLES,
  ...DATASET_EXAMPLES,
};
