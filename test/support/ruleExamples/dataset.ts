import { bytesSource } from '../../../src/dataset/byteSource.ts';
import { OtherSplit } from '../../../src/lint/otherSplit.ts';
import { lintSource } from '../../../src/lint/runner.ts';
import { dataUrl, picture } from '../../unit/lint/images.ts';
import { explain } from '../../../src/lint/explain/explain.ts';
import { findingsOf } from './namedFindings.ts';
import { assistant, example, image, PICTURE, soundLines, text, user } from '../../unit/lint/planting.ts';
import type { RuleExamples } from './ruleExample.ts';

const long = 'word '.repeat(70_000);
const [ONE, TWO] = await Promise.all(
  [211, 212].map(async (seed) => dataUrl(await picture(seed).png().toBuffer())),
).then(([one = '', two = '']) => [one, two] as const);
const ask = (words: string, url: string, answer = `${words} answered`) =>
  example(user(text(words), image(url)), assistant(answer));
const wholeAnswers = (same: number, others: number) =>
  Buffer.from(
    Array.from({ length: same + others }, (_, at) => ask(`Number ${at}?`, ONE, at < same ? 'Yes' : `No ${at}`)).join(
      '\n',
    ),
  );
const POLICY = 'The job failed due to an invalid validation file. Images at example 5 violate our usage policy.';

export const DATASET_EXAMPLES: RuleExamples = {
  'over-context': [
    {
      bad: [example(user(text(long), image(PICTURE)), assistant())],
      good: [example(user(text(long.slice(0, 250_000)), image(PICTURE)), assistant())],
    },
  ],
  'duplicate-image': [
    {
      bad: [ask('Who wrote it?', ONE), ask('Is it red?', ONE)],
      good: [ask('Who wrote it?', ONE), ask('Who wrote it?', TWO)],
      at: JSON.stringify(ONE),
    },
  ],
  leakage: [
    {
      bad: [ask('Who wrote it?', ONE)],
      good: [ask('Who wrote it?', TWO)],
      check: async (lines, options) => {
        const test = bytesSource(Buffer.from(ask('Is it red?', ONE)));
        const against = [await OtherSplit.read(test, 'test.jsonl', new Map())];
        const all = bytesSource(Buffer.from([...soundLines(10), ...lines].join('\n')));
        return (await lintSource(all, 'train.jsonl', { provider: 'openai', ...options }, { against })).findings;
      },
    },
  ],
  'few-shot-contains-row': [
    {
      bad: [example(user(image(ONE)), assistant('Yes.'), user(text('Is it red?'), image(ONE)), assistant())],
      good: [example(user(image(TWO)), assistant('Yes.'), user(text('Is it red?'), image(ONE)), assistant())],
      at: JSON.stringify(ONE),
    },
  ],
  'conflicting-answers': [
    {
      bad: [ask('Who wrote it?', ONE, 'Ann'), ask('Who wrote it?', ONE, 'Bob')],
      good: [ask('Who wrote it?', ONE, 'Ann'), ask('Who drew it?', ONE, 'Bob')],
      at: '{"role":"assistant","content":"Bob"}',
    },
  ],
  'answer-forms': [
    {
      bad: [ask('Who wrote it?', ONE, 'Ann Lee'), ask('Who wrote it?', ONE, 'Ann LEE.')],
      good: [ask('Who wrote it?', ONE, 'Ann Lee'), ask('Who wrote it?', TWO, 'Ann LEE.')],
      at: '{"role":"assistant","content":"Ann LEE."}',
    },
  ],
  'answer-imbalance': [
    {
      bad: wholeAnswers(19, 1),
      good: wholeAnswers(18, 2),
      shown: { bad: 'answers: Yes, 19 times; No, once', good: 'answers: Yes, 18 times; No, twice' },
    },
  ],
  'inconsistent-system-prompt': [
    {
      bad: [example({ role: 'system', content: 'Look.' }, user(text('What?'), image(ONE)), assistant())],
      good: [ask('What?', ONE)],
      at: '{"role":"system","content":"Look."}',
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
