import assert from 'node:assert/strict';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Server } from '../support/server.ts';
import { chatLine, trainingFile } from '../support/lines.ts';
import { OpenDataset } from '../support/openDataset.ts';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { session, workbenchWith } from './session.ts';

const ORIGINAL = trainingFile(12);

describe('unsaved edits', function () {
  this.timeout(180_000);
  let server: Server;
  let workbench: Workbench;
  let folder: string;
  let others: ReadonlySet<string>;

  beforeEach(async () => {
    ({ server } = await session());
    others = new Set(allBackups());
    ({ workbench, folder } = await workbenchWith({ 'train.jsonl': ORIGINAL }));
  });
  afterEach(() => workbench.close());

  const onDisk = () => readFileSync(join(folder, 'train.jsonl'), 'utf8');
  const allBackups = () => globSync(join(server.home, 'data/User/workspaceStorage/*/*/unsaved/train.jsonl-*'));
  /** Backups of the extension that hold this text; those of other tests' workbenches are in the same place. */
  const backups = (text: string) =>
    allBackups().filter((path) => !others.has(path) && readFileSync(path, 'utf8').includes(text));
  const editAndKeep = async (text: string) => {
    const dataset = await OpenDataset.open(workbench, 'train.jsonl');
    await dataset.row('What is number 3?').click();
    await dataset.heading('Example 4 of 12').waitFor();
    await dataset.write(text);
    await dataset.untilDirty();
    await until(() => backups(text).length === 1);
    await workbench.tabKept('train.jsonl');
  };

  it('are there again after a reload, can be saved, and leave no backup behind', async () => {
    await editAndKeep('Reloaded');
    await workbench.page.reload();
    const dataset = await OpenDataset.visible(workbench);
    await dataset.row('Reloaded').waitFor();
    await dataset.untilDirty();
    assert.equal(onDisk(), ORIGINAL, 'nothing is written before it is saved');
    await dataset.row('Reloaded').click();
    await dataset.save();
    await dataset.untilClean();
    assert.equal(onDisk(), ORIGINAL.replace('"No. 3"', '"Reloaded"'));
    await until(() => backups('').length === 0);
  });

  it('are there again after the server was killed', async () => {
    await editAndKeep('Survived');
    await server.crashAndRestart();
    await workbench.page.reload();
    let dataset = await OpenDataset.visible(workbench);
    await dataset.row('Survived').waitFor();
    await dataset.untilDirty();
    assert.equal(onDisk(), ORIGINAL);
    await workbench.run('File: Revert File');
    await dataset.untilClean();
    await dataset.row('No. 3').waitFor();
    await until(() => backups('').length === 0);
    await workbench.page.reload();
    dataset = await OpenDataset.visible(workbench);
    await dataset.row('No. 3').waitFor();
  });

  it('are kept apart when another program rewrote the file meanwhile', async () => {
    await editAndKeep('Kept apart');
    const rewritten = `${chatLine('Question [0]: Who was here?', 'Another program')}\n`.repeat(10);
    writeFileSync(join(folder, 'train.jsonl'), rewritten);
    const dataset = await OpenDataset.visible(workbench);
    await dataset.row('Another program').first().waitFor();
    await dataset.page.getByText('The line that was written here without saving is kept apart.').waitFor();
    assert.equal(backups('Kept apart').length, 1);
    assert.equal(onDisk(), rewritten);
  });
});
