import type { Basis } from './rule.ts';

const DATE = '2026-11-22';

/** Where rules come from, all read on the same day. */
export const TUNING_GUIDE: Basis = {
  source: 'https://platform.openai.com/docs/guides/supervised-fine-tuning',
  date: DATE,
  grade: 'A',
};
export const VISION_GUIDE: Basis = {
  source: 'https://platform.openai.com/docs/guides/vision-fine-tuning',
  date: DATE,
  grade: 'A',
};
export const CHAT_REFERENCE: Basis = {
  source: 'https://platform.openai.com/docs/api-reference/fine-tuning/chat-input',
  date: DATE,
  grade: 'A',
};
/** Verbatim in users' reports. */
export const USERS_LOGS: Basis = { source: 'https://community.openai.com/tag/fine-tuning', date: DATE, grade: 'B' };
export const JSON_LINES: Basis = { source: 'https://jsonlines.org/', date: DATE, grade: 'A' };
export const OWN_OPINION: Basis = { source: 'docs/rules.md', date: DATE, grade: 'C' };

/** What OpenAI answers to a file whose lines are no JSON objects. */
export const EXPECTED_JSONL =
  'Expected file to have JSONL format, where every line is a valid JSON dictionary. Line starts with: ...';
