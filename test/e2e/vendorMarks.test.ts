import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerFileDialog } from '../support/fileDialog.ts';
import { pngUrl } from '../support/fixtures.ts';
import { trainingFile } from '../support/lines.ts';
import { OpenDataset } from '../support/openDataset.ts';
import { ROOT } from '../support/paths.ts';
import type { Workbench } from '../support/workbench.ts';
import { workbenchWith } from './session.ts';

const OCTOPUS = readFileSync(join(ROOT, 'samples/emoji/images/octopus-noto.png'));

describe('examples that a vendor named', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  let folder: string;
  let dataset: OpenDataset;
  let original: string;

  before(async () => {
    original = trainingFile(20, await pngUrl(40, 40));
    ({ workbench, folder } = await workbenchWith({ 'validation.jsonl': original, 'octopus.png': OCTOPUS }));
    dataset = await OpenDataset.open(workbench, 'validation.jsonl');
    await explain();
  });
  after(() => workbench.close());

  const explain = async () => {
    await workbench.run("Vision Fine-Tuning: Explain a Vendor's Message");
    await workbench.answer('Images at examples 4, 7, 9 and 12 violate our usage policy.');
    await workbench.page.locator('.monaco-dialog-box').waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
  };
  const finding = () => dataset.page.locator('.finding[data-rule=vendor-message]');
  const act = (name: string) => finding().getByRole('button', { name }).click();
  const markers = () => workbench.page.locator('.marker-message-line', { hasText: 'violate the usage policy' });
  const onDisk = () => readFileSync(join(folder, 'validation.jsonl'), 'utf8').split('\n');
  const choices = () => workbench.page.locator('.action-widget .monaco-list-row:not(.group-header)');
  /** Opens the quick fixes of a line (from 1) of the text. */
  const offer = async (line: number) => {
    await workbench.run('View: Focus Active Editor Group');
    await workbench.page.keyboard.press('Control+Home');
    for (let at = 1; at < line; at++) await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('Control+.');
  };
  const lines = () => original.split('\n');

  it('are listed among the problems of the file, and each says what can be done', async () => {
    await workbench.run('Vision Fine-Tuning: Show All Problems of the File');
    await dataset.page.locator('.problem-tree .head', { hasText: 'Examples that the vendor names' }).waitFor();
    await dataset.page.getByRole('treeitem').filter({ hasText: 'violate the usage policy' }).nth(1).click();
    await dataset.heading('Example 7 of 20').waitFor();
    await dataset.page.locator('.finding[data-rule=vendor-message][data-marked]').waitFor();
    assert.deepEqual(await finding().getByRole('button').allInnerTexts(), [
      'Remove Example',
      'Replace Image…',
      'Crop Image…',
    ]);
    await dataset.page.getByRole('button', { name: 'Back to the examples' }).click();
  });

  it('are cropped from the mark, which then is gone', async () => {
    await act('Crop Image');
    const dialog = dataset.page.getByRole('dialog', { name: 'Crop image' });
    await dialog.getByLabel('Width').fill('21');
    await dialog.getByText('After · PNG RGB 21×40').waitFor();
    await dialog.getByRole('button', { name: 'Crop', exact: true }).click();
    await dataset.page.locator('figcaption', { hasText: 'PNG RGB 21×40' }).waitFor();
    await finding().waitFor({ state: 'detached' });
    await dataset.page.locator('figure [data-action=crop-image]:focus').waitFor();
  });

  it('get another image from the mark, which then is gone', async () => {
    await dataset.row('What is number 8?').click();
    await finding().waitFor();
    await act('Replace Image');
    await answerFileDialog(workbench, folder, join(folder, 'octopus.png'));
    await finding().waitFor({ state: 'detached' });
  });

  it('are removed from the mark; the others are still marked, on their lines', async () => {
    await dataset.row('What is number 3?').click();
    await finding().waitFor();
    await act('Remove Example');
    await dataset.row('What is number 3?').waitFor({ state: 'detached' });
    await dataset.page.locator('.example-body:focus').waitFor();
    await dataset.row('What is number 11?').click();
    await finding().waitFor();
    await dataset.save();
    await dataset.untilClean();
    const [saved, before] = [onDisk(), lines()];
    assert.equal(saved.length, 20);
    const same = before.filter((line) => saved.includes(line)).length;
    assert.equal(same, before.length - 3, 'every other line is as it was');
    assert.ok(saved[7]?.includes(OCTOPUS.toString('base64')));
  });

  it('keep their marks where the file is reopened as text, with the same to choose from', async () => {
    await workbench.run('Vision Fine-Tuning: Reopen as Text');
    await workbench.page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await workbench.run('Problems: Focus on Problems View');
    await markers().waitFor();
    await offer(11);
    await choices().filter({ hasText: 'Crop Image…' }).waitFor();
    await choices().filter({ hasText: 'Remove Example' }).click();
    await markers().waitFor({ state: 'detached' });
    await workbench.run('File: Revert File');
  });

  it('lead from the text to the tool in the Dataset editor', async () => {
    await workbench.run('Vision Fine-Tuning: Open in Dataset Editor');
    dataset = await OpenDataset.open(workbench, 'validation.jsonl');
    await explain();
    await workbench.run('Vision Fine-Tuning: Reopen as Text');
    await workbench.page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await offer(4);
    await choices().filter({ hasText: 'Crop Image…' }).click();
    dataset = await OpenDataset.visible(workbench);
    await dataset.page.getByRole('dialog', { name: 'Crop image' }).waitFor();
    await workbench.page.keyboard.press('Escape');
    await finding().waitFor();
  });
});
