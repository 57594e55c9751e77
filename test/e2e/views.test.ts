import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { trainingFile } from '../support/lines.ts';
import { OpenDataset } from '../support/openDataset.ts';
import { until } from '../support/until.ts';
import { visibleWebview } from '../support/webview.ts';
import { Workbench } from '../support/workbench.ts';
import { session, workbenchWith } from './session.ts';

const ORIGINAL = trainingFile(12);

describe('several views of one training file', function () {
  this.timeout(180_000);
  let workbench: Workbench;
  let folder: string;

  beforeEach(async () => {
    ({ workbench, folder } = await workbenchWith({ 'train.jsonl': ORIGINAL, 'other.txt': '' }));
  });
  afterEach(() => workbench.close());

  const row = (view: Frame, text: string) => view.getByRole('option').filter({ hasText: text });
  const at = (page: Page, example: number) => visibleWebview(page, `h1:has-text("Example ${example} of 12")`);
  const selectFourth = async () => {
    const dataset = await OpenDataset.open(workbench, 'train.jsonl');
    await dataset.row('What is number 3?').click();
    await dataset.heading('Example 4 of 12').waitFor();
    return dataset;
  };

  it('agree at once in a split editor, and each keeps its own place', async () => {
    const left = await selectFourth();
    await workbench.run('View: Split Editor');
    // a page that comes later would begin at the example selected then
    const fourth = 'h1:has-text("Example 4 of 12")';
    await until(async () => {
      const shown = workbench.page.frames().map((frame) => frame.isVisible(fourth).catch(() => false));
      return (await Promise.all(shown)).filter(Boolean).length === 2;
    });
    await row(left.page, 'What is number 8?').click();
    const right = await at(workbench.page, 4);
    await left.heading('Example 9 of 12').waitFor();
    await left.write('From the left');
    await row(right, 'From the left').waitFor();
    await right.locator('h1', { hasText: 'Example 4 of 12' }).waitFor();
    await row(right, 'What is number 3?').click();
    await workbench.page.keyboard.press('Control+z');
    await left.row('No. 8').waitFor();
    assert.equal(await left.row('From the left').count(), 0);
    await workbench.page.locator('.tab.dirty').first().waitFor({ state: 'detached' });
  });

  it('agree at once in a window of their own', async () => {
    const first = await selectFourth();
    const opening = workbench.page.context().waitForEvent('page');
    await workbench.run('View: Copy Editor into New Window');
    const other = await opening;
    const second = await at(other, 4);
    await row(second, 'What is number 8?').click();
    await second.locator('h1', { hasText: 'Example 9 of 12' }).waitFor();
    await first.write('From the first window');
    await row(second, 'From the first window').waitFor();
    await first.heading('Example 4 of 12').waitFor();
    await second.locator('h1', { hasText: 'Example 9 of 12' }).waitFor();
  });

  it('agree as soon as one of two windows with their own extensions has saved', async () => {
    const { server, browser } = await session();
    const first = await selectFourth();
    const secondWorkbench = await Workbench.open(browser, server, { folder });
    try {
      const second = await OpenDataset.open(secondWorkbench, 'train.jsonl');
      await second.row('What is number 8?').click();
      await second.heading('Example 9 of 12').waitFor();
      await first.write('Saved by the first');
      await first.save();
      await second.row('Saved by the first').waitFor();
      await second.heading('Example 9 of 12').waitFor();
      await second.write('Saved by the second');
      await second.save();
      await first.row('Saved by the second').waitFor();
      assert.equal(
        readFileSync(join(folder, 'train.jsonl'), 'utf8'),
        ORIGINAL.replace('"No. 3"', '"Saved by the first"').replace('"No. 8"', '"Saved by the second"'),
      );
    } finally {
      await secondWorkbench.close();
    }
  });

  it('come back from behind another tab as they were left, and from a reload on their example', async () => {
    const dataset = await selectFourth();
    const fold = dataset.page.getByRole('button', { name: '1 message shared by all 12 examples' });
    await fold.click();
    await dataset.page.getByText('Answer in one word.').waitFor();
    await workbench.openFile('other.txt');
    await workbench.openFile('train.jsonl');
    const again = await OpenDataset.visible(workbench);
    await again.heading('Example 4 of 12').waitFor();
    await again.page.getByText('Answer in one word.').waitFor();
    await workbench.tabKept('train.jsonl');
    await workbench.page.reload();
    await (await OpenDataset.visible(workbench)).heading('Example 4 of 12').waitFor();
  });
});
