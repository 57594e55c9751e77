import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hostileImages, type Fate } from '../../support/hostileImages.ts';
import { ROOT } from '../../support/paths.ts';

const run = promisify(execFile);

interface Looked {
  fates: Record<string, { fate: Fate; thumbnail: boolean }>;
  megabytes: number;
}

describe('a hostile image in a training file', function () {
  this.timeout(60_000);
  let looked: Looked;
  let seconds: number;
  before(async () => {
    const start = performance.now();
    const { stdout } = await run(process.execPath, [join(ROOT, 'test/support/lookAtHostile.ts')]);
    seconds = (performance.now() - start) / 1000;
    looked = JSON.parse(stdout) as Looked;
  });

  it('is named and not decoded where it is a bomb, a program or no image', async () => {
    for (const { name, fate } of await hostileImages()) assert.equal(looked.fates[name]?.fate, fate, name);
  });

  it('has a thumbnail only where it is drawn, as far as it can be decoded', async () => {
    for (const [name, { fate, thumbnail }] of Object.entries(looked.fates))
      if (fate !== 'drawn') assert.equal(thumbnail, false, name);
    assert.equal(looked.fates['a jpeg that is cut off']?.thumbnail, true);
    assert.equal(looked.fates['a GIF of one pixel and 100,000 frames']?.thumbnail, true);
    assert.equal(looked.fates['a PNG of 50 MB of garbage']?.thumbnail, false);
  });

  it('neither hangs nor takes more memory than a few times its bytes', () => {
    assert.ok(seconds < 30, `${seconds} s`);
    // the largest is a line of 67 MB: its text, the parsed one, the bytes and a copy for the worker
    assert.ok(looked.megabytes < 450, `${looked.megabytes} MB`);
  });
});
