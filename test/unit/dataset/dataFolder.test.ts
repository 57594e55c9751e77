import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBaseline } from '../../../src/baseline/server.ts';
import { makeDataFolder } from '../../../src/dataset/dataFolder.ts';
import { SentFiles } from '../../../src/tune/sentFiles.ts';

describe('the folder of the project’s own data', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vision-ft-data-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const note = { version: 1 as const, recipient: 'here', path: '/a.jsonl', size: 1, written: '1' };
  const makers: [who: string, make: (data: string) => Promise<void>][] = [
    ['the baseline server', async (data) => (await startBaseline({ dataDir: data })).close()],
    ['what was sent', (data) => new SentFiles(join(data, 'sent'), 'here').keep(note)],
  ];
  for (const [who, make] of makers) {
    it(`is kept out of git when ${who} makes it`, async () => {
      const data = join(folder, 'new', '.vision-ft');
      await make(data);
      assert.equal(await readFile(join(data, '.gitignore'), 'utf8'), '*\n');
    });

    it(`is the user's own under another name, also for ${who}`, async () => {
      await make(join(folder, 'models'));
      assert.ok(!(await readdir(join(folder, 'models'))).includes('.gitignore'));
    });
  }

  it('stays as it is when it was there: a removed .gitignore does not come back', async () => {
    const data = join(folder, '.vision-ft');
    await makeDataFolder(data);
    await rm(join(data, '.gitignore'));
    await makeDataFolder(join(data, 'sent'));
    assert.deepEqual(await readdir(data), ['sent']);
  });
});
