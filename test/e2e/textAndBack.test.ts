import assert from 'node:assert/strict';
import { join } from 'node:path';
import { writeBigFile } from '../support/bigFile.ts';
import { chatLine, trainingFile } from '../support/lines.ts';
import { OpenDataset } from '../support/openDataset.ts';
import type { Workbench } from '../support/workbench.ts';
import { workbenchWith } from './session.ts';

describe('a training file as text and back', function () {
  this.timeout(180_000);
  let workbench: Workbench;
  let folder: string;

  before(async () => {
    ({ workbench, folder } = await workbenchWith({ 'train.jsonl': trainingFile(12) }));
  });
  after(() => workbench.close());

  const tabs = () => workbench.page.locator('.tab').count();
  const cursorAt = (line: number) =>
    workbench.page.locator('.statusbar-item', { hasText: `Ln ${line}, Col 1` }).waitFor();
  const button = (name: string) => workbench.page.locator(`.editor-actions [aria-label^="${name}"]:visible`).click();

  it('is the same tab on the same line, there and back, as often as one likes', async () => {
    let dataset = await OpenDataset.open(workbench, 'train.jsonl');
    await dataset.row('What is number 3?').click();
    await dataset.heading('Example 4 of 12').waitFor();
    for (const line of [7, 2]) {
      await button('Reopen as Text');
      await workbench.page.locator('.editor-instance .monaco-editor').waitFor();
      assert.equal(await tabs(), 1);
      await cursorAt(line === 7 ? 4 : 7);
      await workbench.run('Go to Line/Column...');
      await workbench.answer(`:${line}`);
      await cursorAt(line);
      await button('Open in Dataset Editor');
      dataset = await OpenDataset.visible(workbench);
      await dataset.heading(`Example ${line} of 12`).waitFor();
      assert.equal(await tabs(), 1);
    }
  });

  it('comes back to the example last selected where VS Code shows no text to extensions', async () => {
    const image = `data:image/png;base64,${'A'.repeat(40_000)}`;
    await writeBigFile(join(folder, 'big.jsonl'), 60e6, { image, lastLine: chatLine('Last?', 'Yes') });
    let dataset = await OpenDataset.open(workbench, 'big.jsonl');
    await dataset.row('').first().click();
    await workbench.page.keyboard.press('End');
    await dataset.page.locator('article', { hasText: 'Last?' }).waitFor();
    const before = await tabs();
    await button('Reopen as Text');
    // a file this large is opened as text when the user insists
    await workbench.page.locator('.monaco-editor-pane-placeholder:visible').waitFor();
    await button('Open in Dataset Editor');
    dataset = await OpenDataset.visible(workbench);
    await dataset.page.locator('article', { hasText: 'Last?' }).waitFor();
    assert.equal(await tabs(), before);
  });
});
