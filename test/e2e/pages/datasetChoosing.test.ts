import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { OpenedPage } from '../../support/pages/harness.ts';
import { made, openDatasetPage, row, shows } from '../../support/pages/datasetPage.ts';
import { sharedBrowser } from '../session.ts';

describe('choosing many examples in the dataset page', function () {
  this.timeout(60_000);
  let browser: Browser;
  let opened: OpenedPage;
  const open = async (scenario = 'small'): Promise<Page> => {
    opened = await openDatasetPage(browser, scenario);
    return opened.page;
  };

  before(async () => {
    browser = await sharedBrowser();
  });
  afterEach(async () => {
    assert.deepEqual(opened.faults, []);
    await opened.page.close();
  });

  it('chooses many examples by mouse and keyboard', async () => {
    const page = await open();
    const status = page.locator('.example-head [role=status]');
    const chosen = (text: string) => status.getByText(text, { exact: true }).waitFor();
    await row(page, 52).click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await chosen('3 examples selected');
    await row(page, 50).click({ modifiers: ['ControlOrMeta'] });
    await chosen('4 examples selected');
    await row(page, 48).click({ modifiers: ['Shift'] });
    await chosen('3 examples selected');
    await page.keyboard.press('Control+ArrowUp');
    await shows(page, 'Example 47');
    await page.keyboard.press('Control+Space');
    await chosen('4 examples selected');
    await page.keyboard.press('Control+a');
    await chosen('485 examples selected');
    assert.equal(await page.evaluate(() => getSelection()?.toString()), '');
    await page.keyboard.press('Escape');
    await page.locator('.example-head').getByText('2 images').waitFor();
    assert.equal(await status.innerText(), '');
    assert.equal(await page.locator('[role=option][aria-selected=true]').count(), 1);
  });

  it('deletes the chosen examples and shows the next one', async () => {
    const page = await open();
    await row(page, 52).click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Delete');
    await shows(page, 'Example 52 of 483');
    await page.getByText('Question [54]:').waitFor();
    assert.equal(await page.locator('[role=option]:focus .number').innerText(), '52');
    await page.keyboard.press('End');
    await shows(page, 'Example 483 of 483');
    await page.keyboard.press('Delete');
    await shows(page, 'Example 482 of 482');
    await made(page, [
      { kind: 'removeExamples', lines: [{ from: 51, to: 53 }] },
      { kind: 'removeExamples', lines: [{ from: 482, to: 483 }] },
    ]);
    await page.waitForFunction(() =>
      globalThis.fakeHost.calls.some(([name, line]) => name === 'select' && line === 481),
    );
  });

  it('moves the chosen examples, which stay chosen', async () => {
    const page = await open();
    await row(page, 52).click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Alt+ArrowUp');
    await shows(page, 'Example 52 of 485');
    await row(page, 51).and(page.locator('[aria-selected=true]')).waitFor();
    await page.keyboard.press('Alt+ArrowDown');
    await shows(page, 'Example 53 of 485');
    await page.getByText('Question [53]:').waitFor();
    assert.equal(await page.locator('[role=option]:focus .number').innerText(), '53');
    await made(page, [
      { kind: 'moveExamples', lines: [{ from: 51, to: 53 }], to: 50 },
      { kind: 'moveExamples', lines: [{ from: 50, to: 52 }], to: 53 },
    ]);
  });

  it('duplicates and deletes examples by the buttons of the header', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Duplicate example' }).click();
    await shows(page, 'Example 53 of 486');
    await page.getByText('Question [52]:').waitFor();
    await row(page, 52).click({ modifiers: ['Shift'] });
    await page.getByRole('button', { name: 'Delete 2 examples' }).click();
    await shows(page, 'Example 52 of 484');
    await made(page, [
      { kind: 'duplicateExamples', lines: [{ from: 51, to: 52 }] },
      { kind: 'removeExamples', lines: [{ from: 51, to: 53 }] },
    ]);
  });
});
