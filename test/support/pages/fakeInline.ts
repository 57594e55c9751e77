import type { InlineHost, ModelAnswerView } from '../../../src/protocol/inline.ts';

/** What models answered that were asked about the example. */
export const ASKED: ModelAnswerView[] = [
  {
    ...{ id: 1, model: 'gpt-4o-2024-08-06', recipient: 'OpenAI', answer: 'Noto Emoji', reference: 'Noto' },
    ...{ right: false, anls: 0, latencyMs: 1312, tokens: { sent: 934, answered: 3 } },
  },
  {
    ...{ id: 2, model: 'ft:nearest-neighbour:emoji:a1', recipient: 'Baseline', answer: 'Noto', reference: 'Noto' },
    right: true,
    anls: 1,
    latencyMs: 41,
  },
  { id: 3, model: 'gpt-4.1', recipient: 'OpenAI', answer: '', error: 'refused: no people' },
  { id: 4, model: 'o4-mini', recipient: 'OpenAI' },
];

type Answer = <T>(call: [string, ...unknown[]], make: () => T | Promise<T>) => Promise<T>;

export const fakeInline = (answer: Answer, picture: () => Uint8Array): InlineHost => ({
  askModel: (line, again) => answer(['askModel', line, again], () => undefined),
  nearest: (line, choose) =>
    answer(['nearest', line, choose], () => ({
      file: 'file:///train.jsonl',
      name: 'train.jsonl',
      examples: ['OpenMoji', 'Noto', 'Noto', 'Twemoji', 'Fluent'].map((given, at) => ({
        line: 17 * at + 3,
        question:
          at < 3 ? 'Which set drew this emoji?' : 'Which emoji set is this drawing from, judging by its outline?',
        answer: given,
        ...(at < 4 && { distance: at * 0.173, picture: picture() }),
        conflict: at === 0,
      })),
    })),
  showOther: (file, line) => answer(['showOther', file, line], () => undefined),
  setLabel: (line, label) => answer(['setLabel', line, label], () => undefined),
  openLabel: (line) => answer(['openLabel', line], () => undefined),
  addToTraining: (line) => answer(['addToTraining', line], () => undefined),
  excludeFromTest: (line) => answer(['excludeFromTest', line], () => undefined),
});
