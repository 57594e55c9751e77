import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { bytesSource } from '../../../src/dataset/byteSource.ts';
import type { FileRun } from '../../../src/dataset/lineFiles.ts';
import type { LineRun } from '../../../src/dataset/lineSequence.ts';
import { lintSource } from '../../../src/lint/runner.ts';
import { LintSession } from '../../../src/lint/session.ts';
import { dataUrl, picture } from './images.ts';
import { assistant, example, image, PICTURE, question, sound, text, user } from './planting.ts';

const GIF_NAMED_PNG = dataUrl(await picture(7).gif().toBuffer());
const system = (prompt: string) => ({ role: 'system', content: prompt });

/** Lines with every kind of fault that depends on the line, on its number, or on other lines. */
const LINES = [
  sound(),
  sound(),
  example(system('a'), question(), assistant('Yes')),
  example(system('a'), user(text('Same?'), image(PICTURE)), assistant('Yes')),
  example(system('b'), user(text('Same?'), image(PICTURE)), assistant('No')),
  example(user(image(PICTURE)), assistant('x'), user(text('Shot?'), image(PICTURE)), assistant('y')),
  example(user(image(GIF_NAMED_PNG)), assistant(' blank ')),
  example({ role: 'tool', content: [], tool_call_id: 'a' }, question(), assistant()),
  sound().slice(0, -3),
  sound().replace('"role":"assistant"', '"role":"user","role":"assistant"'),
  `${sound()}\r`,
  '',
  '[]',
  '{"other": 1}',
];
const line = fc.constantFrom(...LINES);
const OPTIONS = { provider: 'openai', file: 'train.jsonl' } as const;
const MORE = join(await mkdtemp(join(tmpdir(), 'vision-ft-session-')), 'more.jsonl');
const MORE_LINES = LINES.slice(0, 6).toReversed();
await writeFile(MORE, `${MORE_LINES.join('\n')}\n`);

const runs = (count: number): fc.Arbitrary<(LineRun | FileRun)[]> =>
  fc.array(
    fc.oneof(
      { weight: 3, arbitrary: line.map((each) => ({ text: each })) },
      fc
        .nat(count - 1)
        .chain((from) => fc.integer({ min: 1, max: count - from }).map((length) => ({ from, count: length }))),
      fc.nat(MORE_LINES.length - 1).map((from) => ({ file: MORE, from, count: 1 })),
    ),
    { maxLength: 6 },
  );
const textsOf = (run: LineRun | FileRun, base: readonly string[]): string[] => {
  if ('text' in run) return [run.text];
  return ('file' in run ? MORE_LINES : base).slice(run.from, run.from + run.count);
};

describe('a file that is edited', () => {
  after(() => rm(join(MORE, '..'), { recursive: true }));

  it('is judged after each edit as if it were read anew', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .array(line, { minLength: 1, maxLength: 14 })
          .chain((base) =>
            fc.record({ base: fc.constant(base), edits: fc.array(runs(base.length), { minLength: 1, maxLength: 4 }) }),
          ),
        fc.boolean(),
        async ({ base, edits }, newline) => {
          const end = newline ? '\n' : '';
          const source = bytesSource(Buffer.from(base.join('\n') + end));
          const { session } = await LintSession.begin(source, 'train.jsonl', OPTIONS);
          for (const edit of session ? edits : []) {
            const lines = edit.flatMap((run) => textsOf(run, base));
            // an empty line at the very end is none where no newline follows it
            if (!newline && [base, lines].some((each) => each.at(-1) === '')) continue;
            // no line at all, and what looks like another kind of file, are read anew anyway
            if (lines.length === 0 || lines.every((each) => each.trim() === '' || each === '[]')) continue;
            const anew = bytesSource(Buffer.from(lines.join('\n') + end));
            const expected = await lintSource(anew, 'train.jsonl', OPTIONS);
            if (expected.findings.some(({ rule }) => rule === 'json-array-file')) continue;
            const report = await session?.lint(edit, source);
            assert.deepEqual(report?.findings, expected.findings);
            assert.deepEqual(report.counts, expected.counts);
            assert.deepEqual(report.vendors, expected.vendors);
            assert.deepEqual(report.tokens, expected.tokens);
          }
        },
      ),
      { numRuns: 150 },
    );
  }).timeout(60_000);
});
