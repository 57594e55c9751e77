import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { axeFaults } from '../../support/axe.ts';
import { openDatasetPage } from '../../support/pages/datasetPage.ts';
import { showTheme, type OpenedPage } from '../../support/pages/harness.ts';
import { THEME_NAMES } from '../../support/themes.ts';
import { sharedBrowser } from '../session.ts';

describe('from a wrong prediction to its cause, in the dataset page', function () {
  this.timeout(60_000);
  let browser: Browser;
  let opened: OpenedPage;
  const open = async (): Promise<Page> => {
    opened = await openDatasetPage(browser, 'asked');
    await opened.page.getByRole('region', { name: 'Predictions' }).waitFor();
    return opened.page;
  };
  const untilCalled = (page: Page, ...call: unknown[]) =>
    page.waitForFunction(
      (wanted) => globalThis.fakeHost.calls.some((made) => JSON.stringify(made) === wanted),
      JSON.stringify(call),
    );
  const find = async (page: Page) => {
    await page.getByRole('button', { name: 'Nearest Training Examples' }).press('Enter');
    await page.locator('.near:focus').waitFor();
  };

  before(async () => {
    browser = await sharedBrowser();
  });
  afterEach(async () => {
    assert.deepEqual(opened.faults, []);
    await opened.page.close();
  });

  it('asks a model about the example, shows its answer against the reference with time and tokens, and asks again', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Ask a model about this example' }).click();
    await untilCalled(page, 'askModel', 0, false);
    const asked = page.getByRole('region', { name: 'Asked models' });
    const wrong = asked.getByRole('row').filter({ hasText: 'gpt-4o' });
    await wrong.getByText('1.3 s · 934 tokens sent, 3 answered').waitFor();
    await wrong.getByRole('img', { name: 'wrong' }).waitFor();
    await wrong.locator('ins', { hasText: 'Emoji' }).waitFor();
    await asked.getByText('No answer: refused: no people').waitFor();
    await asked.getByText('asking …').waitFor();
    await page.getByRole('button', { name: 'Ask Again' }).click();
    await untilCalled(page, 'askModel', 0, true);
  });

  it('lists the nearest training examples, the conflict marked, walked and opened by keyboard', async () => {
    const page = await open();
    await find(page);
    await untilCalled(page, 'nearest', 0, false);
    const near = page.getByRole('region', { name: 'Nearest training examples' });
    await near.getByText('nearest training examples in train.jsonl · 1 conflicting label').waitFor();
    assert.equal(await near.locator('.near.conflict', { hasText: 'conflicting label' }).count(), 1);
    assert.match(await page.locator('.near:focus').innerText(), /^4\s+Which set drew this emoji\?\s+OpenMoji/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await untilCalled(page, 'showOther', 'file:///train.jsonl', 20);
    await near.getByRole('button', { name: 'Other File…' }).click();
    await untilCalled(page, 'nearest', 0, true);
  });

  it('forgets what was near when another example is shown', async () => {
    const page = await open();
    await find(page);
    await page.getByRole('button', { name: 'Next example' }).click();
    await page.locator('.near').first().waitFor({ state: 'detached' });
  });

  it('opens the label for writing, takes an answer as the label, copies and excludes', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Use "teapot" as the label' }).click();
    await untilCalled(page, 'setLabel', 0, 'teapot');
    await page.getByRole('button', { name: 'Add to Training File' }).click();
    await untilCalled(page, 'addToTraining', 0);
    await page.getByRole('button', { name: 'Exclude from Test' }).click();
    await untilCalled(page, 'excludeFromTest', 0);
    await page.getByRole('button', { name: 'Fix the Label' }).press('Enter');
    const field = page.locator('[data-path="/messages/4/content"] textarea:focus');
    await field.waitFor();
    await field.fill('teacup');
    await page.keyboard.press('Control+Enter');
    await page.getByText('The label has changed since').waitFor();
  });

  it('filters the list by how runs agree, with counts', async () => {
    const page = await open();
    assert.ok((await page.getByRole('option').getByText('models disagree').count()) > 0);
    await page.getByRole('button', { name: 'Predictions' }).click();
    for (const [name, count] of [
      ['Models disagree', '240'],
      ['All are wrong', '24'],
      ['All contradict the label', '3'],
      ['base is wrong', '194'],
    ] as const)
      assert.match(await page.getByRole('menuitemradio', { name }).innerText(), new RegExp(`${count}$`));
    await page.getByRole('menuitemradio', { name: 'All are wrong' }).click();
    await untilCalled(page, 'list', { result: 'allWrong' });
    await page.getByRole('option').getByText('models disagree').first().waitFor({ state: 'detached' });
  });

  it('has no accessibility faults in any theme', async () => {
    const page = await open();
    await find(page);
    assert.deepEqual(await axeFaults(page), []);
    for (const theme of THEME_NAMES.slice(1)) {
      await showTheme(page, theme);
      assert.deepEqual(await axeFaults(page, 'colours'), [], theme);
    }
  });
});
