import assert from 'node:assert/strict';
import { bytesSource } from '../../../src/dataset/byteSource.ts';
import type { ListRequest } from '../../../src/protocol/search.ts';
import { lineTokens } from '../../../src/worker/lineTokens.ts';
import { listLines } from '../../../src/worker/listLines.ts';
import { chatLine } from '../../support/lines.ts';

const answers = ['Yes', 'no', 'yes', 'A longer answer', 'No'];
const file = answers.map((answer, i) => `${chatLine(`Question [${i}]: Is it number ${i}?`, answer)}\n`).join('');
const source = () => bytesSource(Buffer.from(`${file}{"other":1}\n`));

async function list(request: Partial<ListRequest>): Promise<{ lines: number[]; hits: number }> {
  const told: number[] = [];
  let hits = 0;
  const sorted = await listLines(source(), { lineCount: 6, filter: {}, ...request }, (lines, more) => {
    told.push(...lines);
    hits += more;
  });
  return { lines: sorted ? [...sorted] : told, hits };
}
const lines = async (request: Partial<ListRequest>) => (await list(request)).lines;
const run = (...rights: (boolean | undefined)[]) =>
  new Map(rights.flatMap((right, id) => (right === undefined ? [] : [[id, { right, answer: 'Yes' }] as const])));

describe('what a view lists', () => {
  it('fits every filter given', async () => {
    const text = { query: 'number', regex: false, matchCase: false };
    assert.deepEqual(await list({ filter: { text } }), { lines: [0, 1, 2, 3, 4], hits: 5 });
    assert.deepEqual(await lines({ filter: { answer: ' YES ' } }), [0, 2]);
    assert.deepEqual(await lines({ filter: { answer: 'yes' }, only: Uint32Array.of(1, 2, 5) }), [2]);
    assert.deepEqual(await lines({ filter: { images: { least: 1 }, role: 'tool' } }), []);
    assert.deepEqual(await lines({ only: Uint32Array.of(3, 5) }), [3, 5]);
  });

  it('is told apart by what runs answered', async () => {
    const runs = [run(true, false, undefined, true), run(true, true, false, false)];
    assert.deepEqual(await lines({ runs, result: { of: 0, right: true } }), [0, 3]);
    assert.deepEqual(await lines({ runs, result: { of: 1, right: false } }), [2, 3]);
    assert.deepEqual(await lines({ runs, result: 'disagree' }), [1, 3]);
    assert.deepEqual(await lines({ runs, result: 'allWrong' }), [2]);
    const said = (...senses: string[]) =>
      new Map(senses.map((sense, id) => [id, { right: sense === 'yes', sense, answer: 'Yes' }] as const));
    const both = [said('no', 'no', 'yes', 'maybe'), said('no', 'never', 'yes', 'maybe')];
    assert.deepEqual(await lines({ runs: both, result: 'suspect' }), [0, 3]);
  });

  it('is sorted by bytes, by given weights, or turned round', async () => {
    assert.deepEqual(await lines({ sort: { by: 'bytes', descending: true } }), [3, 0, 2, 1, 4, 5]);
    assert.deepEqual(await lines({ sort: { by: 'line', descending: true } }), [5, 4, 3, 2, 1, 0]);
    const keys = Uint32Array.of(0, 9, 0, 7, 8, 0);
    assert.deepEqual(await lines({ sort: { by: 'problems', descending: true }, keys }), [1, 4, 3, 0, 2, 5]);
    assert.deepEqual(
      await lines({ filter: { answer: 'no' }, sort: { by: 'tokens', descending: false }, keys }),
      [4, 1],
    );
  });

  it('counts tokens of texts and of images whose size is known', async () => {
    const model = { id: 'm', imageTokens: { kind: 'tile' as const, base: 85, tile: 170 } };
    const counted = [...(await lineTokens(source(), model, {}))];
    assert.equal(counted.length, 6);
    assert.equal(counted[5], 0);
    assert.ok((counted[3] ?? 0) > (counted[0] ?? 0));
    const without = await lineTokens(source(), undefined, {});
    assert.deepEqual(
      counted.slice(0, 5),
      [...without.slice(0, 5)].map((tokens) => tokens + 255),
    );
  });
});
