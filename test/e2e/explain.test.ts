import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { OpenDataset } from '../support/openDataset.ts';
import { trainingFile } from '../support/lines.ts';
import type { Workbench } from '../support/workbench.ts';
import { workbenchWith } from './session.ts';

const EXPLAIN = "Vision Fine-Tuning: Explain a Vendor's Message";

describe("a vendor's message", function () {
  this.timeout(90_000);
  let workbench: Workbench;
  let dataset: OpenDataset;

  before(async () => {
    ({ workbench } = await workbenchWith({
      'validation.jsonl': trainingFile(20),
      'train.jsonl': trainingFile(12),
    }));
    dataset = await OpenDataset.open(workbench, 'validation.jsonl');
  });
  after(() => workbench.close());

  const dialog = () => workbench.page.locator('.monaco-dialog-box');
  const press = (name: RegExp) => dialog().getByRole('button', { name }).click();
  const rows = (): Locator => workbench.page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
  const explain = async (text: string) => {
    await workbench.run(EXPLAIN);
    await workbench.answer(text);
    await dialog().waitFor();
    return (await dialog().textContent()) ?? '';
  };
  const markers = async (): Promise<string[]> => {
    await workbench.run('Problems: Focus on Problems View');
    const found = workbench.page.locator('.markers-panel .monaco-list-row .marker-message-line');
    await found.first().waitFor();
    return found.allTextContents();
  };

  it('leads to the example it names', async () => {
    const said = await explain('Images at example 5 violate our usage policy. Please remove them and try again.');
    assert.match(said, /violate the usage policy/);
    await press(/Show the Example/);
    await dataset.heading('5').waitFor();
    await dataset.page.locator('article', { hasText: 'What is number 4?' }).waitFor();
    assert.ok((await markers()).some((text) => text.includes('violate the usage policy')));
    await workbench.run("Vision Fine-Tuning: Clear the Marks of a Vendor's Message");
    await workbench.page.locator('.marker-message-line', { hasText: 'usage policy' }).waitFor({ state: 'detached' });
  });

  it('lists the examples it names; one is removed there, undo brings it back', async () => {
    await explain('failed moderation safety checks. Flagged lines: 4, 13, 99, ...');
    await press(/Show 2 Examples/);
    await rows().filter({ hasText: 'What is number 3?' }).hover();
    await rows().filter({ hasText: 'What is number 3?' }).getByRole('button', { name: 'Remove' }).click();
    await rows().filter({ hasText: 'Example 12' }).waitFor();
    assert.equal(await rows().count(), 1);
    await rows().filter({ hasText: 'Example 12' }).click();
    await dataset.page.locator('article', { hasText: 'What is number 12?' }).waitFor();
    assert.equal(await dataset.row('What is number 3?').count(), 0);
    await workbench.page.keyboard.press('Control+Z');
    await dataset.row('What is number 3?').waitFor();
  });

  it('removes all of them at once', async () => {
    await explain('Images at examples 1 and 2 violate our usage policy.');
    await press(/Remove 2 Examples/);
    await dataset.row('What is number 0?').waitFor({ state: 'detached' });
    assert.equal(await dataset.row('What is number 1?').filter({ hasText: '[1]' }).count(), 0);
    await workbench.page.keyboard.press('Control+Z');
    await dataset.row('What is number 0?').waitFor();
  });

  it('is offered from the clipboard, and says what to do where no example is named', async () => {
    await workbench.page.evaluate(
      (text) => navigator.clipboard.writeText(text),
      'Training file has 7 example(s), but must have at least 10 examples',
    );
    await workbench.run(EXPLAIN);
    await workbench.page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLInputElement>('.quick-input-box input')].some(({ value }) =>
        value.startsWith('Training file has 7'),
      ),
    );
    await workbench.page.keyboard.press('Enter');
    await dialog().waitFor();
    assert.match((await dialog().textContent()) ?? '', /Add at least 3 more examples/);
    await workbench.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  it('that is not known is said to be none', async () => {
    await workbench.run(EXPLAIN);
    await workbench.answer('What is this?');
    await workbench.page.waitForTimeout(500);
    assert.ok((await workbench.notifications()).some((text) => text.includes('not known')));
  });
});
