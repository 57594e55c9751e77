import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { answerFileDialog } from '../support/fileDialog.ts';
import { fileSystemsExtension } from '../support/fileSystems/build.ts';
import { folderWith } from '../support/fixtures.ts';
import { trainingFile } from '../support/lines.ts';
import { OpenDataset } from '../support/openDataset.ts';
import { until } from '../support/until.ts';
import { Workbench } from '../support/workbench.ts';
import { session } from './session.ts';

const ORIGINAL = trainingFile(12);
const edited = (answer: string) => ORIGINAL.replace('"No. 0"', JSON.stringify(answer));

describe('a training file of another file system', function () {
  this.timeout(180_000);
  let workbench: Workbench;
  let folder: string;

  before(async () => {
    const { server, browser } = await session();
    folder = await folderWith({ 'train.jsonl': ORIGINAL });
    mkdirSync(join(folder, '.vscode'));
    writeFileSync(join(folder, '.vscode/settings.json'), '{ "git.enabled": true }');
    const git = (...words: string[]) => execFileSync('git', words, { cwd: folder, stdio: 'ignore' });
    git('init');
    git('add', 'train.jsonl');
    git('-c', 'user.name=Test', '-c', 'user.email=test@example.invalid', 'commit', '-m', 'first');
    writeFileSync(join(folder, 'train.jsonl'), edited('Changed since'));
    workbench = await Workbench.open(browser, server, { folder, extension: await fileSystemsExtension() });
  });
  after(async () => {
    await workbench.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = async (address: string, name: string) => {
    await workbench.run('Test: Open a File of Another File System');
    await workbench.answer(address);
    await workbench.page.locator('.tab.active', { hasText: name }).waitFor();
    return OpenDataset.visible(workbench);
  };
  /** What was saved there so far. */
  const inMemory = (path: string) => {
    const copy = join(folder, 'memory', path);
    return existsSync(copy) ? readFileSync(copy, 'utf8') : '';
  };
  const source = () => {
    const path = join(folder, 'source.jsonl');
    writeFileSync(path, ORIGINAL);
    return path;
  };

  it('is shown, edited and saved in one that knows no paths', async () => {
    const dataset = await open(`memory:/train.jsonl ${source()}`, 'train.jsonl');
    await dataset.write('In memory');
    await dataset.untilDirty();
    await dataset.save();
    await dataset.untilClean();
    assert.equal(inMemory('/train.jsonl'), edited('In memory'));
  });

  it('does not count an edit as saved that was made while saving took its time', async () => {
    const dataset = await open(`memory:/slow.jsonl ${source()}`, 'slow.jsonl');
    await dataset.write('First');
    await dataset.untilDirty();
    await dataset.save();
    await dataset.write('Second');
    await until(() => inMemory('/slow.jsonl') === edited('First'));
    await dataset.untilDirty();
    await dataset.row('Second').click();
    await dataset.save();
    await dataset.untilClean();
    assert.equal(inMemory('/slow.jsonl'), edited('Second'));
  });

  it('says why it could not be saved, and keeps the edits', async () => {
    const dataset = await open(`memory:/full.jsonl ${source()}`, 'full.jsonl');
    await dataset.write('Refused');
    await dataset.untilDirty();
    await dataset.save();
    await until(async () =>
      (await workbench.notifications()).some((text) => text.includes('you may not write there. Your edits are kept')),
    );
    await dataset.untilDirty();
    assert.equal(inMemory('/full.jsonl'), '');
  });

  it('is not edited where it may not be written, and says so', async () => {
    const dataset = await open(`memory:/locked.jsonl ${source()}`, 'locked.jsonl');
    await dataset.page.getByText('locked.jsonl is read-only').waitFor();
    assert.equal(await dataset.answer.getByRole('button').count(), 0);
  });

  it('is shown as it was committed, and says why it is not edited then', async () => {
    const path = join(folder, 'train.jsonl');
    const query = encodeURIComponent(JSON.stringify({ path, ref: 'HEAD' }));
    const dataset = await open(`git:${path}?${query}`, 'train.jsonl');
    await dataset.row('No. 0').waitFor();
    await dataset.page.getByText('train.jsonl is shown as it was at another time').waitFor();
    assert.equal(await dataset.answer.getByRole('button').count(), 0);
  });

  it('asks for a place where it has none yet, and goes on there', async () => {
    await workbench.run('Test: Open a File That Has No Name Yet');
    await workbench.answer(source());
    await workbench.page.locator('.tab.active', { hasText: 'Untitled-1' }).waitFor();
    const untitled = await OpenDataset.visible(workbench);
    await untitled.write('Named');
    await untitled.save();
    await answerFileDialog(workbench, 'Untitled-1', join(folder, 'named.jsonl'));
    await workbench.page.locator('.tab.active', { hasText: 'named.jsonl' }).waitFor();
    assert.equal(readFileSync(join(folder, 'named.jsonl'), 'utf8'), edited('Named'));
    const named = await OpenDataset.visible(workbench);
    await named.row('Named').waitFor();
    await named.untilClean();
  });
});
