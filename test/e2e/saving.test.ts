import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { chatLine, trainingFile } from '../support/lines.ts';
import { OpenDataset } from '../support/openDataset.ts';
import { answerFileDialog } from '../support/fileDialog.ts';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { workbenchWith } from './session.ts';

const ORIGINAL = trainingFile(12);
const OTHERS = `${chatLine('Question [0]: Who was here?', 'Another program')}\n`;
const edited = (answer: string) => ORIGINAL.replace('"No. 0"', JSON.stringify(answer));

describe('saving a training file', function () {
  this.timeout(180_000);
  let workbench: Workbench;
  let folder: string;

  before(async () => {
    const names = ['train', 'conflict', 'fresh', 'gone', 'quick', 'as'];
    ({ workbench, folder } = await workbenchWith(Object.fromEntries(names.map((name) => [`${name}.jsonl`, ORIGINAL]))));
    mkdirSync(join(folder, 'elsewhere'));
    writeFileSync(join(folder, 'elsewhere/target.jsonl'), ORIGINAL);
    chmodSync(join(folder, 'elsewhere/target.jsonl'), 0o640);
    symlinkSync('elsewhere/target.jsonl', join(folder, 'link.jsonl'));
    mkdirSync(join(folder, 'lost'));
    writeFileSync(join(folder, 'lost/lost.jsonl'), ORIGINAL);
  });
  after(() => workbench.close());

  const onDisk = (name: string) => readFileSync(join(folder, name), 'utf8');
  const dialog = () => workbench.page.locator('.monaco-dialog-box');
  const press = (name: string) => dialog().getByRole('button', { name, exact: true }).click();
  /** As most programs save: another file takes the name. */
  const replace = (name: string, text: string) => {
    writeFileSync(join(folder, `${name}.new`), text);
    renameSync(join(folder, `${name}.new`), join(folder, name));
  };

  it('writes a text that is still being typed with the one stroke that saves', async () => {
    const dataset = await OpenDataset.open(workbench, 'train.jsonl');
    await dataset.type('Typed');
    await dataset.save();
    await until(() => onDisk('train.jsonl') === edited('Typed'));
    await dataset.untilClean();
    await workbench.page.keyboard.type(' on');
    await dataset.save();
    await until(() => onDisk('train.jsonl') === edited('Typed on'));
    await dataset.untilClean();
  });

  it('keeps up with edits and saves in quick succession', async () => {
    const dataset = await OpenDataset.open(workbench, 'quick.jsonl');
    await dataset.type('');
    for (const key of 'abcdefgh') {
      await workbench.page.keyboard.type(key);
      await dataset.save();
    }
    await until(() => onDisk('quick.jsonl') === edited('abcdefgh'));
    await dataset.untilClean();
    assert.equal(await dialog().count(), 0, 'its own saves are nobody else’s');
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith('.tmp')),
      [],
    );
  });

  it('writes the target of a symbolic link and keeps its permissions', async () => {
    const dataset = await OpenDataset.open(workbench, 'link.jsonl');
    await dataset.write('Linked');
    await dataset.untilDirty();
    await dataset.save();
    await dataset.untilClean();
    assert.equal(onDisk('elsewhere/target.jsonl'), edited('Linked'));
    assert.ok(lstatSync(join(folder, 'link.jsonl')).isSymbolicLink());
    assert.equal(statSync(join(folder, 'elsewhere/target.jsonl')).mode & 0o777, 0o640);
  });

  it('goes on with the other file after saving as, and leaves the first as it was', async () => {
    const dataset = await OpenDataset.open(workbench, 'as.jsonl');
    await dataset.write('Elsewhere');
    await dataset.untilDirty();
    await workbench.run('File: Save As...');
    await answerFileDialog(workbench, 'as.jsonl', join(folder, 'copy.jsonl'));
    await workbench.page.locator('.tab.active', { hasText: 'copy.jsonl' }).waitFor();
    const copy = await OpenDataset.visible(workbench);
    await copy.row('Elsewhere').waitFor();
    await copy.untilClean();
    assert.equal(onDisk('copy.jsonl'), edited('Elsewhere'));
    assert.equal(onDisk('as.jsonl'), ORIGINAL);
    const first = await OpenDataset.open(workbench, 'as.jsonl');
    await first.row('No. 0').waitFor();
    assert.equal(await first.dirty.count(), 0);
  });

  it('reloads a clean file that another program changed, on the example selected', async () => {
    const dataset = await OpenDataset.open(workbench, 'fresh.jsonl');
    await dataset.row('What is number 3?').click();
    await dataset.heading('Example 4 of 12').waitFor();
    replace('fresh.jsonl', OTHERS.repeat(20));
    await dataset.heading('Example 4 of 20').waitFor();
    await dataset.answer.filter({ hasText: 'Another program' }).waitFor();
  });

  it('asks before it overwrites what another program wrote: compares, overwrites or reloads', async () => {
    const dataset = await OpenDataset.open(workbench, 'conflict.jsonl');
    await dataset.write('Mine');
    await dataset.untilDirty();
    replace('conflict.jsonl', OTHERS.repeat(11));
    await dataset.page.getByText('conflict.jsonl was changed by another program while').waitFor();
    await dataset.save();
    await press('Compare');
    await workbench.page.locator('.tab.active', { hasText: 'on disk ↔ in the editor' }).waitFor();
    const side = (which: string) => workbench.page.locator(`.monaco-diff-editor .editor.${which} .view-lines`);
    await side('original').filter({ hasText: 'Another' }).waitFor();
    await side('modified').filter({ hasText: 'Answer' }).waitFor();
    assert.equal(onDisk('conflict.jsonl'), OTHERS.repeat(11), 'comparing saves nothing');
    await workbench.run('View: Close Editor');
    await dataset.untilDirty();
    await dataset.row('Mine').click();
    await dataset.save();
    await press('Cancel');
    await dataset.untilDirty();
    await dataset.save();
    await press('Overwrite');
    await dataset.untilClean();
    assert.equal(onDisk('conflict.jsonl'), edited('Mine'));
    await dataset.write('Mine again');
    await dataset.untilDirty();
    replace('conflict.jsonl', OTHERS.repeat(10));
    await dataset.page.getByText('conflict.jsonl was changed by another program while').waitFor();
    await dataset.save();
    await press('Reload');
    await dataset.row('Another program').first().waitFor();
    await dataset.untilClean();
    assert.equal(onDisk('conflict.jsonl'), OTHERS.repeat(10));
  });

  it('says that the file was deleted, keeps what was read, and writes it anew when asked to', async () => {
    const dataset = await OpenDataset.open(workbench, 'gone.jsonl');
    rmSync(join(folder, 'gone.jsonl'));
    await dataset.page.getByText('gone.jsonl was deleted or moved while it was open').waitFor();
    await dataset.write('Back');
    await dataset.untilDirty();
    await dataset.save();
    await dataset.untilClean();
    assert.equal(onDisk('gone.jsonl'), edited('Back'));
    await dataset.page.getByText('gone.jsonl was deleted').waitFor({ state: 'detached' });
  });

  it('says in one sentence why it could not save, and keeps the edits', async () => {
    const dataset = await OpenDataset.open(workbench, 'lost/lost.jsonl');
    await dataset.write('Not lost');
    await dataset.untilDirty();
    rmSync(join(folder, 'lost'), { recursive: true });
    await dataset.save();
    await until(async () =>
      (await workbench.notifications()).some((text) => text.includes('its folder is gone. Your edits are kept here')),
    );
    await dataset.untilDirty();
    await dataset.row('Not lost').waitFor();
    mkdirSync(join(folder, 'lost'));
    await dataset.row('Not lost').click();
    await dataset.save();
    await until(() => existsSync(join(folder, 'lost/lost.jsonl')));
    await dataset.untilClean();
    assert.equal(onDisk('lost/lost.jsonl'), edited('Not lost'));
  });
});
