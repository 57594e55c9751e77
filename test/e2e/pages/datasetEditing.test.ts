import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { axeFaults } from '../../support/axe.ts';
import { showTheme, type OpenedPage } from '../../support/pages/harness.ts';
import { made, openDatasetPage, row, shows, untilEdits } from '../../support/pages/datasetPage.ts';
import { THEME_NAMES } from '../../support/themes.ts';
import { sharedBrowser } from '../session.ts';

describe('editing in the dataset page', function () {
  this.timeout(60_000);
  let browser: Browser;
  let opened: OpenedPage;
  const open = async (scenario = 'small'): Promise<Page> => {
    opened = await openDatasetPage(browser, scenario);
    return opened.page;
  };
  const answer = (page: Page) => page.locator('[data-path="/messages/4/content"]');
  const pencil = (page: Page) => answer(page).getByRole('button');
  const field = (page: Page) => page.getByRole('textbox', { name: 'Edit text of message 5' });
  const focusedLabel = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  const until = async (page: Page, label: string) => {
    await page.waitForFunction((wanted) => document.activeElement?.getAttribute('aria-label') === wanted, label);
  };

  before(async () => {
    browser = await sharedBrowser();
  });
  afterEach(async () => {
    assert.deepEqual(opened.faults, []);
    await opened.page.close();
  });

  it('has no accessibility faults in any theme while texts, pictures and many examples are edited', async () => {
    const page = await open();
    await page.locator('.fold').click();
    await row(page, 54).click({ modifiers: ['Shift'] });
    await pencil(page).click();
    assert.deepEqual(await axeFaults(page), []);
    for (const theme of THEME_NAMES.slice(1)) {
      await showTheme(page, theme);
      assert.deepEqual(await axeFaults(page, 'colours'), [], theme);
    }
  });

  it('writes a changed text where it stands', async () => {
    const page = await open();
    const before = await answer(page).locator('p').boundingBox();
    await pencil(page).press('Enter');
    const during = await field(page).boundingBox();
    assert.ok(before && during);
    assert.deepEqual([during.x, during.y, during.height], [before.x, before.y, before.height]);
    await page.keyboard.type(', not at all\nreally');
    assert.equal((await field(page).boundingBox())?.height, before.height + 20, 'it grows with its text');
    await page.keyboard.press('Control+Enter');
    await answer(page).getByText('No, not at all really').waitFor();
    await made(page, [{ kind: 'text', line: 51, path: '/messages/4/content', text: 'No, not at all\nreally' }]);
    assert.equal(await focusedLabel(page), 'Edit text of message 5');
    await row(page, 52).getByText('No, not at all').waitFor();
  });

  it('writes nothing when the text is as it was or Escape is pressed', async () => {
    const page = await open();
    await pencil(page).click();
    await page.keyboard.press('Control+Enter');
    await answer(page).locator('p').click();
    await page.keyboard.press('F2');
    await page.keyboard.type(' way');
    await page.keyboard.press('Escape');
    await answer(page).getByText('No', { exact: true }).waitFor();
    assert.equal(await focusedLabel(page), 'Edit text of message 5');
    await answer(page).locator('p').click();
    await page.keyboard.press('Enter');
    await page.locator('.example-body').focus();
    await answer(page).getByText('No', { exact: true }).waitFor();
    await made(page, []);
  });

  it('writes what was typed when another example is chosen', async () => {
    const page = await open();
    await pencil(page).click();
    await page.keyboard.type(' way');
    await row(page, 50).click();
    await shows(page, 'Example 50 of 485');
    await made(page, [{ kind: 'text', line: 51, path: '/messages/4/content', text: 'No way' }]);
  });

  it('keeps undo of typing in the field, and saves what was typed', async () => {
    const page = await open();
    await page.evaluate(() => {
      const passed: string[] = [];
      Object.assign(globalThis, { passed });
      // where VS Code listens
      window.addEventListener('keydown', (event) => passed.push(event.key));
    });
    await pencil(page).click();
    await page.keyboard.type(' way');
    await page.keyboard.press('Control+z');
    assert.notEqual(await field(page).inputValue(), 'No way');
    await page.keyboard.press('Control+Shift+z');
    assert.equal(await field(page).inputValue(), 'No way');
    await page.keyboard.press('Control+s');
    await untilEdits(page, 1);
    await made(page, [{ kind: 'text', line: 51, path: '/messages/4/content', text: 'No way' }]);
    assert.equal(await field(page).inputValue(), 'No way', 'typing may go on');
    const passed = await page.evaluate(() => (globalThis as unknown as { passed: string[] }).passed);
    assert.deepEqual(
      passed.filter((key) => key.length === 1),
      ['s'],
      'VS Code sees the key that saves and no other',
    );
    await page.keyboard.press('Escape');
    await answer(page).getByText('No way').waitFor();
    await untilEdits(page, 1);
  });

  it('keeps typed text when the file changes under it, and says so', async () => {
    const page = await open();
    const change = (text: string) =>
      page.evaluate(
        (other) => globalThis.fakeHost.apply({ kind: 'text', line: 51, path: '/messages/4/content', text: other }),
        text,
      );
    await pencil(page).click();
    await change('Maybe');
    await page.waitForFunction(() => document.querySelector('textarea')?.value === 'Maybe');
    await page.keyboard.type(' not');
    await change('Hardly');
    await page.getByText('This text has changed in the file meanwhile.').waitFor();
    assert.equal(await field(page).inputValue(), 'Maybe not');
    assert.ok(await field(page).evaluate((element) => element === document.activeElement));
    await page.keyboard.press('Control+Enter');
    await answer(page).getByText('Maybe not').waitFor();
    await made(page, [{ kind: 'text', line: 51, path: '/messages/4/content', text: 'Maybe not' }]);
  });

  it('says why an edit was not made until the next one, and keeps what was typed', async () => {
    const page = await open();
    await page.evaluate(() => (globalThis.fakeHost.refuse = 'The file was deleted.'));
    await pencil(page).click();
    await page.keyboard.type(' way');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('alert').getByText('The file was deleted.').waitFor();
    assert.equal(await field(page).inputValue(), 'No way');
    await page.getByLabel('Role of message 4').selectOption('tool');
    await untilEdits(page, 2);
    await page.waitForFunction(() => document.querySelector('select')?.value === 'user');
    await page.evaluate(() => (globalThis.fakeHost.refuse = undefined));
    await field(page).press('Control+Enter');
    await answer(page).getByText('No way').waitFor();
    assert.equal(await page.getByRole('alert').count(), 0);
    await untilEdits(page, 3);
  });

  it('edits role and weight, moves, duplicates and deletes a message by keyboard', async () => {
    const page = await open();
    await page.getByLabel('Role of message 4').selectOption('tool');
    await page.getByRole('toolbar', { name: 'Message 4: tool' }).waitFor();
    await page.getByLabel('Weight of message 5').selectOption('0');
    await page.locator('.role', { hasText: 'weight 0' }).waitFor();
    await page.getByLabel('Weight of message 5').selectOption('');
    await page.locator('.role', { hasText: 'weight' }).waitFor({ state: 'detached' });

    await page.getByLabel('Role of message 5').focus();
    for (const label of [
      'Weight of message 5',
      'Set name of message 5',
      'Add text to message 5',
      'Move message 5 up',
    ]) {
      await page.keyboard.press('ArrowRight');
      assert.equal(await focusedLabel(page), label);
    }
    await page.keyboard.press('Enter');
    await until(page, 'Move message 4 up');
    await page.getByRole('toolbar', { name: 'Message 4: assistant' }).waitFor();
    await page.keyboard.press('End');
    assert.equal(await focusedLabel(page), 'Delete message 4');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await until(page, 'Duplicate message 5');
    await page.getByRole('button', { name: 'Delete message 6' }).press('Enter');
    await until(page, 'Delete message 5');
    await made(page, [
      { kind: 'role', line: 51, path: '/messages/3', role: 'tool' },
      { kind: 'weight', line: 51, path: '/messages/4', weight: 0 },
      { kind: 'weight', line: 51, path: '/messages/4', weight: undefined },
      { kind: 'move', line: 51, path: '/messages/4', by: -1 },
      { kind: 'duplicate', line: 51, path: '/messages/3' },
      { kind: 'remove', line: 51, path: '/messages/5' },
    ]);
  });

  it('adds the message that comes next, to be written at once', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Add message user' }).press('Enter');
    const added = page.getByRole('textbox', { name: 'Edit text of message 6' });
    await added.waitFor();
    await page.keyboard.type('And this?');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Add message assistant' }).waitFor();
    await made(page, [
      { kind: 'addMessage', line: 51, path: '/messages/4', role: 'user' },
      { kind: 'text', line: 51, path: '/messages/5/content', text: 'And this?' },
    ]);
  });

  it('edits the detail of a picture and deletes it', async () => {
    const page = await open();
    await page.getByLabel('Detail of image 1 of message 4').selectOption('low');
    await page.locator('figcaption', { hasText: '(low)' }).waitFor();
    await page.getByRole('button', { name: 'Delete image 1 of message 4' }).press('Enter');
    await until(page, 'Role of message 4');
    assert.equal(await page.locator('.picture').count(), 0);
    await made(page, [
      { kind: 'detail', line: 51, path: '/messages/3/content/0', detail: 'low' },
      { kind: 'remove', line: 51, path: '/messages/3/content/0' },
    ]);
  });

  it('edits shared messages of one example only, and only where they are open', async () => {
    const page = await open();
    const system = page.getByRole('button', { name: 'Edit text of message 1' });
    assert.equal(await system.count(), 0);
    await page.locator('.fold').click();
    await page.getByText('Editing this example only').waitFor();
    await system.press('Enter');
    await page.keyboard.type(' Please.');
    await page.keyboard.press('Control+Enter');
    await page.getByText('This example does not begin with the 3 messages that the others share.').waitFor();
    await until(page, 'Edit text of message 1');
  });

  it('leaves Ctrl+D and Ctrl+Z outside a field to VS Code', async () => {
    const page = await open();
    await page.evaluate(() => {
      const passed: string[] = [];
      Object.assign(globalThis, { passed });
      window.addEventListener('keydown', (event) => {
        if (!event.defaultPrevented) passed.push(event.key);
      });
    });
    await row(page, 52).click();
    await page.keyboard.press('Control+d');
    await page.keyboard.press('Control+z');
    const passed = await page.evaluate(() => (globalThis as unknown as { passed: string[] }).passed);
    assert.ok(passed.includes('d') && passed.includes('z'));
    await made(page, []);
  });

  it('offers nothing to edit in a file that cannot be edited, and says why', async () => {
    const page = await open('read-only');
    await page.getByText('This file is write-protected: it is shown and not edited.').waitFor();
    await page.locator('.fold').click();
    assert.equal(await page.locator('.tools [data-action=remove], .editable, .add, select').count(), 0);
    for (const name of ['Duplicate example', 'Delete example'])
      assert.equal(await page.getByRole('button', { name }).count(), 0);
    await row(page, 1).click();
    await page.keyboard.press('Shift+ArrowDown');
    await shows(page, 'Example 2 of 485');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Alt+ArrowDown');
    assert.equal(await page.locator('[role=option][aria-selected=true]').count(), 1);
    await made(page, []);
    assert.deepEqual(await axeFaults(page), []);
  });
});
