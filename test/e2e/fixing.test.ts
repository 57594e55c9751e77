import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OpenDataset } from '../support/openDataset.ts';
import { chatLine, RED_PIXEL } from '../support/lines.ts';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { workbenchWith } from './session.ts';

const MISNAMED = `data:image/webp;base64,${RED_PIXEL}`;
const NAMED = `data:image/png;base64,${RED_PIXEL}`;

describe('fixing problems in the packed extension', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  let folder: string;
  const line = (at: number, image: string) => chatLine(`Question [${at}]: What is this?`, ` No. ${at}`, image);
  const broken = Array.from({ length: 12 }, (_, at) => `${line(at, at % 3 === 0 ? MISNAMED : NAMED)}\r\n`).join('');
  const named = broken.replaceAll(MISNAMED, NAMED);

  before(async () => {
    ({ workbench, folder } = await workbenchWith({ 'train.jsonl': broken, 'text.jsonl': broken }));
  });
  after(() => workbench.close());

  const onDisk = (name: string) => readFileSync(join(folder, name), 'utf8');
  const dialog = () => workbench.page.locator('.monaco-dialog-box');

  it('shows what one rule’s fix comes to, and makes it one edit that can be undone', async () => {
    const dataset = await OpenDataset.open(workbench, 'train.jsonl');
    // from the menu of the editor, which gives more than the file
    await workbench.page.locator('.editor-actions [aria-label^="More Actions"]:visible').first().click();
    await workbench.choose('Fix Problems…');
    await workbench.pick('Correct the MIME type');
    await dialog().getByText('Fix 4 problems in 4 examples?').waitFor();
    await dialog()
      .getByText(/Correct the MIME type: 4/)
      .waitFor();
    await dialog().getByRole('button', { name: 'Cancel', exact: true }).click();
    assert.equal(await dataset.dirty.count(), 0);

    await workbench.run('Vision Fine-Tuning: Fix Problems…');
    await workbench.pick('Correct the MIME type');
    await dialog().getByRole('button', { name: 'Fix', exact: true }).click();
    await dataset.untilDirty();
    await dataset.save();
    await until(() => onDisk('train.jsonl') === named);
    await dataset.untilClean();
    await workbench.run('Vision Fine-Tuning: Fix Problems…');
    // what was fixed is not found any more
    await workbench.pick('Trim the answer');
    await dialog().getByText('Fix 12 problems in 12 examples?').waitFor();
    await dialog().getByRole('button', { name: 'Cancel', exact: true }).click();

    await dataset.row('No. 3').click();
    await workbench.page.keyboard.press('Control+z');
    await dataset.untilDirty();
    await dataset.save();
    await until(() => onDisk('train.jsonl') === broken);
  });

  it('offers quick fixes where the file is open as text, for one place and for the whole file', async () => {
    const { page } = workbench;
    const dataset = await OpenDataset.open(workbench, 'text.jsonl');
    await workbench.run('View: Split Editor Down');
    await dataset.workbench.run('Vision Fine-Tuning: Reopen as Text');
    const editor = page.locator('.editor-instance .monaco-editor:visible').first();
    await editor.locator('.squiggly-warning').first().waitFor();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('F8');
    // the problem that F8 shows may still take the focus, which closes the menu
    const fix = page.getByText('Correct the MIME type', { exact: true });
    await until(async () => {
      await page.keyboard.press('Control+.');
      return fix.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
    }, 30_000);
    await page.getByText('Correct the MIME type: everywhere in this file').click();
    await until(async () => (await page.locator('.tab.dirty').count()) > 0);
    await page.keyboard.press('Control+s');
    await until(() => onDisk('text.jsonl') === named);
  });
});
