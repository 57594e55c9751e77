import { assistant, example, image, PICTURE, question, sound, text, user } from '../../unit/lint/planting.ts';
import { withImage, type RuleExamples } from './ruleExample.ts';

const withMessage = (message: object, ...more: object[]) => [example(question(), assistant('Yes.'), message, ...more)];
const call = { id: 'c1', type: 'function', function: { name: 'look', arguments: '{}' } };
const preference = (content: unknown) =>
  JSON.stringify({
    input: { messages: [{ role: 'user', content }] },
    preferred_output: [assistant('a')],
    non_preferred_output: [assistant('b')],
  });

export const MESSAGE_EXAMPLES: RuleExamples = {
  'missing-messages': [
    { bad: ['{"prompt": "a", "completion": "b"}'], good: [sound()] },
    { bad: ['{"messages": "hello"}'], good: [sound()], at: '"hello"' },
  ],
  'empty-messages': [{ bad: ['{"messages": []}'], good: [sound()], at: '[]' }],
  'unknown-key': [
    {
      bad: [sound().replace('{', '{"id":7,')],
      good: [sound().replace('{', '{"tools":[],')],
      at: '7',
    },
    {
      bad: [withImage(PICTURE, { alt: 'a/b' })],
      good: [withImage(PICTURE, { detail: 'low' })],
      at: '"a/b"',
    },
  ],
  'missing-role': [
    {
      bad: [example(question(), { content: 'A book.' })],
      good: [sound()],
      at: '{"content":"A book."}',
    },
  ],
  'unknown-role': [{ bad: [example(question(), { role: 'bot', content: 'A.' })], good: [sound()], at: '"bot"' }],
  'developer-role': [
    {
      bad: [example({ role: 'developer', content: 'Look.' }, question(), assistant())],
      good: [example({ role: 'system', content: 'Look.' }, question(), assistant())],
      at: '"developer"',
    },
  ],
  'missing-content': [
    { bad: [example(question(), assistant(null))], good: [sound()], at: 'null' },
    {
      bad: [example(question(), { role: 'assistant' })],
      good: [example(question(), { role: 'assistant', tool_calls: [call] })],
    },
  ],
  'no-assistant': [{ bad: [example(question())], good: [sound()] }],
  'last-not-assistant': [{ bad: withMessage(user(text('More?'))), good: [sound()] }],
  'test-has-answer': [
    {
      bad: [sound()],
      good: [example(question())],
      options: { purpose: 'test' },
    },
  ],
  'consecutive-assistant': [
    {
      bad: withMessage(assistant('No.')),
      good: withMessage(user(text('?')), assistant()),
    },
  ],
  'empty-answer': [
    { bad: [example(question(), assistant(' \n'))], good: [sound()], at: '" \\n"' },
    { bad: [example(question(), assistant([]))], good: [sound()], at: '[]' },
    {
      bad: [example(question(), assistant([text('')]))],
      good: [example(question(), assistant([text('a')]))],
    },
  ],
  'whitespace-answer': [{ bad: [example(question(), assistant(' a'))], good: [sound()], at: '" a"' }],
  'name-invalid': [
    {
      bad: [example({ ...question(), name: 'a b' }, assistant())],
      good: [example({ ...question(), name: 'Zoë' }, assistant())],
      at: '"a b"',
    },
  ],
  'weight-not-0-or-1': [
    {
      bad: [example(question(), { ...assistant(), weight: 0.5 })],
      good: [example(question(), { ...assistant('a'), weight: 0 }, question(), { ...assistant(), weight: 1 })],
      at: '0.5',
    },
  ],
  'weight-on-non-assistant': [
    {
      bad: [example({ ...question(), weight: 2 }, assistant())],
      good: [sound()],
      at: '2',
    },
  ],
  'all-weights-zero': [
    {
      bad: [example(question(), { ...assistant(), weight: 0 })],
      good: [example(question(), { ...assistant(), weight: 1 })],
    },
  ],
  'tool-content-not-string': [
    {
      bad: withMessage(
        user(text('?')),
        { role: 'assistant', tool_calls: [call] },
        { role: 'tool', tool_call_id: 'c1', content: [text('a')] },
        assistant(),
      ),
      good: withMessage(
        user(text('?')),
        { role: 'assistant', tool_calls: [call] },
        { role: 'tool', tool_call_id: 'c1', content: 'a' },
        assistant(),
      ),
    },
  ],
  'tool-call-without-result': [
    {
      bad: withMessage(user(text('?')), { role: 'assistant', tool_calls: [call] }, user(text('?')), assistant()),
      good: withMessage(user(text('?')), { role: 'assistant', tool_calls: [call] }),
    },
  ],
  'bad-arguments-json': [
    {
      bad: withMessage(user(text('?')), {
        role: 'assistant',
        tool_calls: [{ ...call, function: { name: 'look', arguments: '{' } }],
      }),
      good: withMessage(user(text('?')), { role: 'assistant', tool_calls: [call] }),
      at: '"{"',
    },
  ],
  'unknown-part': [
    {
      bad: [example(user({ type: 'input_audio' }, image(PICTURE)), assistant())],
      good: [sound()],
      at: '{"type":"input_audio"}',
    },
    {
      bad: [example(user({ type: 'refusal', refusal: 'No.' }, image(PICTURE)), assistant())],
      good: [example(question(), assistant([{ type: 'refusal', refusal: 'No.' }]))],
      at: '{"type":"refusal","refusal":"No."}',
    },
  ],
  'image-url-not-object': [
    {
      bad: [example(user({ type: 'image_url', image_url: PICTURE }), assistant())],
      good: [example(user(image(PICTURE)), assistant())],
      at: JSON.stringify(PICTURE),
    },
    { bad: [example(user({ type: 'image_url' }), assistant())], good: [sound()], at: '{"type":"image_url"}' },
    { bad: [example(user({ type: 'image_url', url: PICTURE }), assistant())], good: [sound()] },
  ],
  'dpo-with-image': [{ bad: [preference([image(PICTURE)])], good: [preference('Which?')] }],
};
