import { CONTENT_RULES } from './contentRules.ts';
import { DATASET_RULES } from './datasetRules.ts';
import { FILE_RULES } from './fileRules.ts';
import { FIXES } from './fixes/fixes.ts';
import { IMAGE_PLACE_RULES } from './imagePlaceRules.ts';
import { IMAGE_RULES } from './imageRules.ts';
import { LINE_RULES } from './lineRules.ts';
import { JOB_RULES } from './jobRules.ts';
import { MESSAGE_RULES } from './messageRules.ts';
import type { Rule } from './rule.ts';
import { TOOL_RULES } from './toolRules.ts';

const ALL: readonly Rule[] = [
  ...FILE_RULES,
  ...LINE_RULES,
  ...MESSAGE_RULES,
  ...CONTENT_RULES,
  ...TOOL_RULES,
  ...IMAGE_PLACE_RULES,
  ...IMAGE_RULES,
  ...DATASET_RULES,
  ...JOB_RULES,
];

/** The catalogue. */
export const RULES: readonly Rule[] = ALL.map((rule) => {
  const fix = FIXES.get(rule.id);
  return fix ? { ...rule, fix } : rule;
});
