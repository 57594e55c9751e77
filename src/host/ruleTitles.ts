import { RULES } from '../lint/rules.ts';

const titles = new Map(RULES.map(({ id, title }) => [id, title]));

/** What a rule looks for, in a few words; its id where it is not in the catalogue. */
export const ruleTitle = (rule: string): string => titles.get(rule) ?? rule;
