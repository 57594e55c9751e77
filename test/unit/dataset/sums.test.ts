import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Summing, sumsOnThread } from '../../../src/dataset/summing.ts';
import { sumsOf, type Algorithm } from '../../../src/dataset/sums.ts';

describe('the sums of a file', () => {
  const content = randomBytes(2_500_000);
  let folder: string;
  let path: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vision-ft-sums-'));
    path = join(folder, 'train.jsonl');
    await writeFile(path, content);
  });
  after(() => rm(folder, { recursive: true }));

  const expected = (algorithm: Algorithm, bytes = content) => createHash(algorithm).update(bytes).digest('hex');

  for (const [where, sums] of [
    ['on this thread', sumsOf],
    ['on one of their own', sumsOnThread],
  ] as const)
    it(`are those of its bytes, ${where}; none of a missing file, none once it is given up`, async () => {
      assert.deepEqual(await sums(path, ['sha256', 'md5']), [expected('sha256'), expected('md5')]);
      await assert.rejects(sums(join(folder, 'none'), ['md5']), /ENOENT/);
      const stop = new AbortController();
      const stopped = sums(path, ['md5'], stop.signal);
      stop.abort();
      await assert.rejects(stopped);
    });

  it('reach over several files, which are joined as they are read', async () => {
    const summing = new Summing();
    const other = join(folder, 'other');
    await writeFile(other, 'other');
    const joined = join(folder, 'joined');
    const sum = summing.begin(['md5'], joined);
    await sum.add(path);
    await sum.add(other);
    const both = Buffer.concat([content, Buffer.from('other')]);
    assert.deepEqual(await sum.digest(), [expected('md5', both)]);
    assert.ok(both.equals(await readFile(joined)));
    await summing.end();
  });
});
