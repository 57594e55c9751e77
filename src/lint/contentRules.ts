import { isObject } from '../dataset/jsonObject.ts';
import { indexOfMessage, itemsOf } from './json.ts';
import { pointerStep } from './position.ts';
import { KNOWN_ROLES } from './messageRules.ts';
import { CHAT_REFERENCE, OWN_OPINION, TUNING_GUIDE, USERS_LOGS } from './bases.ts';
import type { Report, Rule } from './rule.ts';

const LINE_KEYS = ['messages', 'tools', 'parallel_tool_calls', 'functions'];
const MESSAGE_KEYS = ['role', 'content', 'name', 'weight', 'tool_calls', 'tool_call_id', 'function_call', 'refusal'];
const PART_KEYS: Readonly<Record<string, readonly string[]>> = {
  text: ['type', 'text'],
  refusal: ['type', 'refusal'],
  image_url: ['type', 'image_url'],
};
const IMAGE_KEYS = ['url', 'detail'];

function reportUnknown(value: Record<string, unknown>, known: readonly string[], path: string, report: Report): void {
  for (const key of Object.keys(value))
    if (!known.includes(key))
      report(
        `${path}${pointerStep(key)}`,
        `The key "${key.slice(0, 40)}" is not part of the training format here.`,
        `Remove it; known keys are ${known.join(', ')}.`,
      );
}

/** A role that is surely not the assistant's: an unknown one may be its misspelling, which is a finding of its own. */
const isOthers = (role: string) => role !== 'assistant' && KNOWN_ROLES.includes(role);

/** Keys, weights and the shape of content parts. */
export const CONTENT_RULES: readonly Rule[] = [
  {
    id: 'unknown-key',
    family: 'message',
    severity: 'warning',
    title: 'A key that the format does not know',
    basis: CHAT_REFERENCE,
    start: () => ({
      example({ value }, report) {
        reportUnknown(value, LINE_KEYS, '', report);
      },
      message({ value, path, parts }, _example, report) {
        reportUnknown(value, MESSAGE_KEYS, path, report);
        itemsOf(value['content']).forEach((part, index) => {
          if (!isObject(part)) return;
          const known = PART_KEYS[String(part['type'])];
          const partPath = parts[index]?.path ?? path;
          // an image part without its image has its address elsewhere: that is its own finding
          if (known && (part['type'] !== 'image_url' || 'image_url' in part))
            reportUnknown(part, known, partPath, report);
          if (part['type'] === 'image_url' && isObject(part['image_url']))
            reportUnknown(part['image_url'], IMAGE_KEYS, `${partPath}/image_url`, report);
        });
      },
    }),
  },
  {
    id: 'name-invalid',
    family: 'message',
    severity: 'warning',
    title: 'A name that the vendor refuses',
    basis: CHAT_REFERENCE,
    start: () => ({
      message({ value, path }, _example, report) {
        const name = value['name'];
        if (name === undefined || (typeof name === 'string' && /^[^\s<|\\/>]{1,64}$/u.test(name))) return;
        report(
          `${path}/name`,
          typeof name === 'string' ? `The name "${name.slice(0, 40)}" is not valid.` : 'The name is not a string.',
          'Use 1 to 64 characters, none of blank < | \\ / >.',
        );
      },
    }),
  },
  {
    id: 'weight-not-0-or-1',
    family: 'message',
    severity: 'error',
    title: 'A weight other than 0 or 1',
    basis: TUNING_GUIDE,
    start: () => ({
      message({ role, value, path }, _example, report) {
        const weight = value['weight'];
        if (weight === undefined || weight === 0 || weight === 1 || isOthers(role)) return;
        report(`${path}/weight`, 'A weight has to be 0 or 1.', 'Use 0 to leave this answer out, 1 to learn from it.');
      },
    }),
  },
  {
    id: 'weight-on-non-assistant',
    family: 'message',
    severity: 'error',
    title: 'A weight on a message that is not the assistant’s',
    basis: TUNING_GUIDE,
    start: () => ({
      message({ role, value, path }, _example, report) {
        if (value['weight'] === undefined || !isOthers(role)) return;
        report(`${path}/weight`, 'Only an assistant message can have a weight.', 'Remove the weight.');
      },
    }),
  },
  {
    id: 'all-weights-zero',
    family: 'message',
    severity: 'warning',
    title: 'Every answer has weight 0',
    basis: OWN_OPINION,
    start({ purpose }) {
      if (purpose === 'test') return undefined;
      return {
        example({ messages }, report) {
          const answers = messages.filter(({ role }) => role === 'assistant');
          if (answers.length > 0 && answers.every(({ value }) => value['weight'] === 0))
            report(
              '/messages',
              'Every answer of this example has weight 0: nothing is learnt from it.',
              'Give the answer weight 1, or remove the example.',
            );
        },
      };
    },
  },
  {
    id: 'unknown-part',
    family: 'message',
    severity: 'error',
    title: 'Content that is neither text nor an image',
    basis: CHAT_REFERENCE,
    start: () => ({
      message({ role, parts, value }, _example, report) {
        if (role === 'tool') return;
        const items = itemsOf(value['content']);
        parts.forEach((part, index) => {
          const item = items[index];
          const refuses = isOthers(role) && isObject(item) && item['type'] === 'refusal';
          if (refuses || (part.type === 'other' && !isImagePart(part.value)))
            report(
              part.path,
              'This content is neither a text part nor an image part.',
              'Use {"type": "text", "text": ...} or {"type": "image_url", "image_url": {"url": ...}}.',
            );
        });
      },
    }),
  },
  {
    id: 'image-url-not-object',
    family: 'message',
    severity: 'error',
    title: 'An image_url that is no object with a url',
    basis: USERS_LOGS,
    start: ({ answers }) => ({
      message({ value, path, role, parts }, _example, report) {
        if (role === 'tool') return;
        itemsOf(value['content']).forEach((part, index) => {
          if (!isImagePart(part)) return;
          const image = part['image_url'];
          if (isObject(image) && typeof image['url'] === 'string') return;
          const vendor =
            typeof image === 'string'
              ? answers(
                  `Invalid type for 'messages[${indexOfMessage(path)}].content[${index}].image_url': expected an object, but got a string instead.`,
                )
              : '';
          report(
            `${parts[index]?.path ?? path}${'image_url' in part ? '/image_url' : ''}`,
            `"image_url" has to be an object that holds the address.${vendor}`,
            'Write it as {"url": "..."}.',
          );
        });
      },
    }),
  },
  {
    id: 'dpo-with-image',
    family: 'message',
    severity: 'error',
    vendors: { together: 'off', fireworks: 'off' },
    title: 'An image in a preference example',
    basis: {
      source: 'https://platform.openai.com/docs/guides/direct-preference-optimization',
      date: '2026-11-22',
      grade: 'A',
    },
    start: () => ({
      line({ kind, value }, report) {
        if (kind !== 'preference' || !isObject(value)) return;
        const input = isObject(value['input']) ? value['input'] : {};
        const lists: [string, unknown][] = [
          ['/input/messages', input['messages']],
          ['/preferred_output', value['preferred_output']],
          ['/non_preferred_output', value['non_preferred_output']],
        ];
        for (const [path, messages] of lists)
          itemsOf(messages).forEach((message, at) => {
            itemsOf(isObject(message) ? message['content'] : undefined).forEach((part, index) => {
              if (isImagePart(part))
                report(
                  `${path}/${at}/content/${index}`,
                  'Preference examples can hold text only, and this is an image.',
                  'Train on this example as a chat, or remove the image.',
                );
            });
          });
      },
    }),
  },
];

const isImagePart = (part: unknown): part is Record<string, unknown> => isObject(part) && part['type'] === 'image_url';
