import { isObject } from '../dataset/jsonObject.ts';
import { CHAT_REFERENCE, OWN_OPINION, USERS_LOGS } from './bases.ts';
import { indexOfMessage, itemsOf } from './json.ts';
import type { Rule } from './rule.ts';

/** Calls of tools and their results. */
export const TOOL_RULES: readonly Rule[] = [
  {
    id: 'tool-content-not-string',
    family: 'message',
    severity: 'error',
    title: 'A tool result that is no string',
    basis: USERS_LOGS,
    start: ({ answers }) => ({
      message({ role, value, path }, { line }, report) {
        const content = value['content'];
        if (role !== 'tool' || content === undefined || content === null || typeof content === 'string') return;
        const number = indexOfMessage(path) + 1;
        const vendor = answers(
          `Invalid file format. Line ${line}, message ${number}, key "content": Input should be a valid string`,
        );
        report(
          `${path}/content`,
          `The content of a tool message has to be a string.${vendor}`,
          'Write the result as text.',
        );
      },
    }),
  },
  {
    id: 'bad-arguments-json',
    family: 'message',
    severity: 'warning',
    title: 'Arguments of a tool call that are not JSON',
    basis: CHAT_REFERENCE,
    start: () => ({
      message({ value, path }, _example, report) {
        itemsOf(value['tool_calls']).forEach((call, index) => {
          const called = isObject(call) && isObject(call['function']) ? call['function'] : undefined;
          if (called && 'arguments' in called && !isJsonText(called['arguments']))
            report(
              `${path}/tool_calls/${index}/function/arguments`,
              'The arguments of this tool call are not a string that holds JSON.',
              'Write them as one JSON object in a string.',
            );
        });
      },
    }),
  },
  {
    id: 'tool-call-without-result',
    family: 'message',
    severity: 'warning',
    title: 'A tool call whose result does not follow',
    basis: OWN_OPINION,
    start: () => ({
      example({ messages }, report) {
        messages.forEach(({ value, path }, index) => {
          const calls = itemsOf(value['tool_calls']);
          if (calls.length === 0 || index === messages.length - 1) return;
          const after = messages.slice(index + 1);
          const end = after.findIndex(({ role }) => role !== 'tool');
          const results = (end < 0 ? after : after.slice(0, end)).map((message) => message.value['tool_call_id']);
          calls.forEach((call, number) => {
            if (isObject(call) && !results.includes(call['id']))
              report(
                `${path}/tool_calls/${number}`,
                'Another message follows before the result of this tool call.',
                'Add a tool message with its tool_call_id directly behind.',
              );
          });
        });
      },
    }),
  },
];

function isJsonText(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
