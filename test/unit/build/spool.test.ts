import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { Spool } from '../../../src/build/plan/spool.ts';
import { skipBecause } from '../../support/skip.ts';
import { Workshop } from './workshop.ts';

describe('what waits until it is written', () => {
  let workshop: Workshop;
  beforeEach(async () => {
    workshop = await Workshop.open();
  });
  afterEach(() => workshop.close());

  const texts = Array.from({ length: 200 }, (_, at) => 'x'.repeat(at % 7) + String(at));

  for (const room of [0, 50, 1_000_000])
    it(`is read again in any order with room for ${room} bytes in memory`, async () => {
      const spool = new Spool([workshop.path('not there'), workshop.folder], room);
      const spans = await Promise.all(texts.map((text) => spool.add(Buffer.from(text))));
      for (const [at, span] of [...spans.entries()].reverse()) {
        assert.equal((await spool.read(span)).toString(), texts[at]);
        assert.equal(spool.readSync(span).toString(), texts[at]);
      }
      await spool.close();
      assert.deepEqual(await readdir(workshop.folder), []);
    });

  it('leaves no file behind, even while it is used', async function () {
    if (process.platform === 'win32') skipBecause(this, 'Windows keeps the name of an open file');
    const spool = new Spool([workshop.folder], 0);
    const span = await spool.add(Buffer.from('words'));
    assert.deepEqual(await readdir(workshop.folder), []);
    assert.equal((await spool.read(span)).toString(), 'words');
    await spool.close();
  });

  it('says in one sentence that there is no room for it', async () => {
    const spool = new Spool([workshop.path('not there')], 0);
    await assert.rejects(spool.add(Buffer.from('words')), {
      name: 'BuildError',
      message:
        /^The images of the table could not be put aside in a temporary file \(.*\): make room on the disk and build again\.$/,
    });
    await spool.close();
  });
});
