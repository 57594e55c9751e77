import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding } from '../../../src/lint/finding.ts';
import { RULES } from '../../../src/lint/rules.ts';
import { fuzzedFiles } from '../../support/fuzzedLines.ts';
import { dataUrl, picture } from './images.ts';
import { assistant, example, image, lint, PICTURE, sound, text, user } from './planting.ts';

/** `npm run fuzz` asks for more. */
const CASES = Number(process.env['FUZZ_CASES'] ?? 5000);
const SLOWEST_CASE_MS = 5000;

const ids = new Set(RULES.map(({ id }) => id));
const call = { id: 'c1', type: 'function', function: { name: 'look', arguments: '{"a": 1}' } };
const jpeg = dataUrl(await picture(4).jpeg().toBuffer(), 'image/jpeg');
const webp = dataUrl(await picture(5).webp().toBuffer(), 'image/webp');
const SOUND = [
  sound(),
  example(
    { role: 'system', content: 'Wörter 😀' },
    user(text('a'), image(PICTURE)),
    assistant('b'),
    user(image(jpeg)),
    assistant(),
  ),
  example(user(image(webp, { detail: 'low' }), image(jpeg)), { ...assistant([text('b')]), weight: 1 }),
  example(
    user(text('?')),
    { role: 'assistant', tool_calls: [call] },
    { role: 'tool', tool_call_id: 'c1', content: 'a' },
    assistant(),
  ),
  JSON.stringify({
    input: { messages: [user(text('a'))] },
    preferred_output: [assistant('a')],
    non_preferred_output: [assistant('b')],
  }),
];

/** The value at a JSON Pointer; throws where there is none. */
function valueAt(root: unknown, path: string): unknown {
  let value = root;
  for (const step of path.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    assert.ok(typeof value === 'object' && value !== null && Object.hasOwn(value, key), `there is no ${path}`);
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

function checkPlace({ rule, line, column, endColumn, path }: Finding, lines: readonly string[]): void {
  assert.ok(ids.has(rule), `${rule} is no rule`);
  assert.ok(Number.isInteger(line) && line >= 1 && line <= Math.max(1, lines.length), `line ${line}`);
  const whole = lines[line - 1] ?? '';
  assert.ok(
    column >= 1 && endColumn >= column && endColumn <= whole.length + 2,
    `${rule} at ${column} to ${endColumn} of ${whole.length}`,
  );
  if (path === '') return;
  assert.ok(endColumn > column, `${rule} at ${path} has no place`);
  assert.deepEqual(JSON.parse(whole.slice(column - 1, endColumn - 1)), valueAt(JSON.parse(whole), path));
}

describe('any file', () => {
  it(`is judged at places that exist, by rules that exist, ${CASES.toLocaleString('en')} times`, async () => {
    await fc.assert(
      fc.asyncProperty(fuzzedFiles(SOUND), async ({ bytes, provider, purpose }) => {
        const begun = performance.now();
        const { findings, counts } = await lint(bytes, { provider, purpose });
        assert.ok(performance.now() - begun < SLOWEST_CASE_MS, 'it takes long');
        const lines = bytes
          .toString('utf8')
          .replace(/^\ufeff/, '')
          .split('\n')
          .map((line) => line.replace(/\r$/, ''));
        for (const finding of findings) {
          checkPlace(finding, lines);
          for (const sentence of [finding.message, finding.help]) {
            assert.match(sentence, /^\S.*[."]$/s);
            assert.doesNotMatch(sentence, /undefined|\[object|NaN/);
          }
        }
        assert.equal(counts.error + counts.warning + counts.info, findings.length);
      }),
      { numRuns: CASES },
    );
  }).timeout(Math.max(60_000, CASES * 20));
});
