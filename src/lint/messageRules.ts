import { textOf, type LooseMessage } from '../dataset/example.ts';
import { isObject } from '../dataset/jsonObject.ts';
import { ROLES } from '../dataset/vocabulary.ts';
import { CHAT_REFERENCE, OWN_OPINION, TUNING_GUIDE, USERS_LOGS } from './bases.ts';
import { indexOfMessage } from './json.ts';
import type { LintedExample, Rule } from './rule.ts';

export const KNOWN_ROLES: readonly string[] = [...ROLES, 'developer'];
const hasKnownRole = ({ role }: LooseMessage) => KNOWN_ROLES.includes(role);
const isGiven = (value: unknown) =>
  value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
/** Something that stands in place of content. */
const actsOtherwise = ({ value }: LooseMessage) =>
  isGiven(value['tool_calls']) || isGiven(value['function_call']) || isGiven(value['refusal']);
/** Number of a message as vendors count in their answers. */
const numberOf = (message: LooseMessage) => indexOfMessage(message.path) + 1;
/** Its text where it has nothing but text; `undefined` with an image or an unknown part in it. */
const plainText = (message: LooseMessage) =>
  message.parts.every(({ type }) => type === 'text') ? textOf(message) : undefined;
const hasAssistant = ({ messages }: LintedExample) => messages.some(({ role }) => role === 'assistant');

/** Messages of a chat line: what has to be there, and what each role may hold. */
export const MESSAGE_RULES: readonly Rule[] = [
  {
    id: 'missing-messages',
    family: 'message',
    severity: 'error',
    title: 'An object without a list of messages',
    basis: USERS_LOGS,
    start: ({ answers }) => ({
      line({ kind, value }, report) {
        if (kind !== 'json' || !isObject(value)) return;
        const vendor = answers('Unexpected file format, expected either prompt/completion pairs or chat messages.');
        report(
          'messages' in value ? '/messages' : '',
          `This example has no list of messages.${vendor}`,
          'Write the conversation as {"messages": [{"role": ..., "content": ...}, ...]}.',
        );
      },
    }),
  },
  {
    id: 'empty-messages',
    family: 'message',
    severity: 'error',
    title: 'An empty list of messages',
    basis: TUNING_GUIDE,
    start: () => ({
      example({ messages }, report) {
        if (messages.length === 0)
          report('/messages', 'The list of messages is empty.', 'Add messages or remove the line.');
      },
    }),
  },
  {
    id: 'missing-role',
    family: 'message',
    severity: 'error',
    title: 'A message without a role',
    basis: USERS_LOGS,
    start: ({ answers }) => ({
      message(message, { line }, report) {
        if (isGiven(message.value['role'])) return;
        const vendor = answers(
          `Invalid file format. Example ${line}, message ${numberOf(message)} Discriminator 'role' is missing in value`,
        );
        report(message.path, `This message has no role.${vendor}`, `Add "role": one of ${ROLES.join(', ')}.`);
      },
    }),
  },
  {
    id: 'unknown-role',
    family: 'message',
    severity: 'error',
    title: 'A role that does not exist',
    basis: CHAT_REFERENCE,
    start: () => ({
      message(message, _example, report) {
        const role = message.value['role'];
        if (!isGiven(role) || hasKnownRole(message)) return;
        const said =
          typeof role === 'string' ? `The role "${role.slice(0, 40)}" does not exist.` : 'The role is not a string.';
        report(`${message.path}/role`, said, `Use one of ${ROLES.join(', ')}.`);
      },
    }),
  },
  {
    id: 'developer-role',
    family: 'message',
    severity: 'warning',
    title: 'The role developer, undocumented for training',
    basis: OWN_OPINION,
    start: () => ({
      message({ role, path }, _example, report) {
        if (role === 'developer')
          report(`${path}/role`, 'The role "developer" is not documented for training.', 'Use "system".');
      },
    }),
  },
  {
    id: 'missing-content',
    family: 'message',
    severity: 'error',
    title: 'A message without content',
    basis: CHAT_REFERENCE,
    start: () => ({
      message(message, _example, report) {
        const content = message.value['content'];
        if ((content !== undefined && content !== null) || actsOtherwise(message)) return;
        report(
          content === null ? `${message.path}/content` : message.path,
          'This message has no content.',
          'Add "content", or remove the message.',
        );
      },
    }),
  },
  {
    id: 'no-assistant',
    family: 'message',
    severity: 'error',
    title: 'No message from the assistant',
    basis: USERS_LOGS,
    start({ purpose, answers }) {
      if (purpose === 'test') return undefined;
      return {
        example(example, report) {
          // a message whose role is missing or misspelt may be the assistant's: that is its own finding
          if (example.messages.length === 0 || !example.messages.every(hasKnownRole) || hasAssistant(example)) return;
          const vendor = answers(
            `Invalid file format. Line ${example.line}, key "messages": At least one message must be from the assistant.`,
          );
          report('/messages', `No message is from the assistant.${vendor}`, 'Add the answer the model should learn.');
        },
      };
    },
  },
  {
    id: 'last-not-assistant',
    family: 'message',
    severity: 'warning',
    title: 'The conversation does not end with the assistant',
    basis: OWN_OPINION,
    start({ purpose }) {
      if (purpose === 'test') return undefined;
      return {
        example(example, report) {
          const last = example.messages.at(-1);
          if (!last || !hasKnownRole(last) || last.role === 'assistant' || !hasAssistant(example)) return;
          report(
            last.path,
            `The conversation ends with a ${last.role} message, from which nothing is learnt.`,
            'End it with the answer, or remove what stands behind the last answer.',
          );
        },
      };
    },
  },
  {
    id: 'test-has-answer',
    family: 'message',
    severity: 'info',
    title: 'A test example with its answer',
    basis: OWN_OPINION,
    start({ purpose }) {
      if (purpose !== 'test') return undefined;
      return {
        example({ messages }, report) {
          const last = messages.at(-1);
          if (last?.role === 'assistant')
            report(
              last.path,
              'This test example ends with an answer; it is taken as the reference and not shown to the model.',
              'Nothing has to be done.',
            );
        },
      };
    },
  },
  {
    id: 'consecutive-assistant',
    family: 'message',
    severity: 'warning',
    title: 'Two answers in a row',
    basis: OWN_OPINION,
    start: () => ({
      example({ messages }, report) {
        messages.forEach((message, index) => {
          if (message.role === 'assistant' && messages[index - 1]?.role === 'assistant')
            report(
              message.path,
              'Two assistant messages follow each other.',
              'Join them, or put the question between.',
            );
        });
      },
    }),
  },
  {
    id: 'empty-answer',
    family: 'message',
    severity: 'error',
    title: 'An answer without text',
    basis: CHAT_REFERENCE,
    start: () => ({
      message(message, _example, report) {
        if (message.role !== 'assistant' || actsOtherwise(message) || !isContent(message)) return;
        if (plainText(message)?.trim() === '')
          report(`${message.path}/content`, 'The answer is empty.', 'Write the answer, or remove the example.');
      },
    }),
  },
  {
    id: 'whitespace-answer',
    family: 'message',
    severity: 'warning',
    title: 'Blanks around an answer',
    basis: OWN_OPINION,
    start: () => ({
      message(message, _example, report) {
        const text = message.role === 'assistant' ? plainText(message) : undefined;
        if (text !== undefined && text.trim() !== '' && text.trim() !== text)
          report(
            `${message.path}/content`,
            'The answer begins or ends with blanks, which the model will learn to write.',
            'Remove the blanks around the answer.',
          );
      },
    }),
  },
];

const isContent = ({ value }: LooseMessage) => value['content'] !== undefined && value['content'] !== null;
