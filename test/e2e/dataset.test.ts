import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { axeFaults } from '../support/axe.ts';
import { pngUrl } from '../support/fixtures.ts';
import { chatLine, trainingFile } from '../support/lines.ts';
import { THEME_NAMES } from '../support/themes.ts';
import { imageSizes, policyViolations, visibleWebview } from '../support/webview.ts';
import type { Workbench } from '../support/workbench.ts';
import { workbenchWith } from './session.ts';

describe('the dataset editor in the packed extension', () => {
  let workbench: Workbench;
  let folder: string;
  let page: Frame;

  before(async () => {
    const odd = [
      chatLine('Question [0]: A script?', '<img src=x onerror=alert(1)><script>alert(2)</script>'),
      '{"messages": [{"role": "user", "content": "Cut',
      '{"event":"click","at":{"x":1}}',
    ];
    ({ workbench, folder } = await workbenchWith({
      'train.jsonl': trainingFile(12, await pngUrl(64, 48)),
      'odd.jsonl': `${odd.join('\n')}\n`,
      'events.jsonl': '{"event":"click"}\n'.repeat(3),
      'gone.jsonl': trainingFile(10),
    }));
    page = await workbench.openPage('train.jsonl');
  });
  after(() => workbench.close());

  const row = (text: string) => page.getByRole('option').filter({ hasText: text });

  it('shows the image in its natural size beside its message', async () => {
    await page.locator('article img').first().waitFor();
    await page.waitForFunction(() => [...document.images].some(({ naturalWidth }) => naturalWidth === 64));
    assert.ok((await imageSizes(page)).includes('64x48'));
    assert.match(
      await page.locator('article', { has: page.locator('img') }).innerText(),
      /Question \[0\]: What is number 0\?/,
    );
  });

  it('folds the messages that all examples share into one line that opens', async () => {
    const fold = page.getByRole('button', { name: '1 message shared by all 12 examples: system prompt' });
    await fold.click();
    await page.getByText('Answer in one word.').waitFor();
    await fold.click();
    await page.getByText('Answer in one word.').waitFor({ state: 'hidden' });
  });

  it('walks through the examples by keyboard', async () => {
    await row('What is number 0?').click();
    await workbench.page.keyboard.press('End');
    await page.locator('h1', { hasText: 'Example 12 of 12' }).waitFor();
    await page.locator('article', { hasText: 'No. 11' }).waitFor();
    await workbench.page.keyboard.press('ArrowUp');
    await page.locator('h1', { hasText: 'Example 11 of 12' }).waitFor();
  });

  it('is accessible in every kind of theme and keeps to its content security policy', async () => {
    for (const theme of THEME_NAMES) {
      await workbench.theme(theme);
      assert.deepEqual(await axeFaults(page), [], theme);
    }
    assert.deepEqual(await policyViolations(page), []);
    await page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<p id="planted" style="color: red">planted</p>');
      document.querySelector('#planted')?.remove();
    });
    assert.match((await policyViolations(page)).join(), /style-src/, 'a planted violation must be seen');
  });

  it('opens at the same example again as text', async () => {
    await row('What is number 3?').click();
    await page.locator('h1', { hasText: 'Example 4 of 12' }).waitFor();
    await workbench.run('Vision Fine-Tuning: Reopen as Text');
    await workbench.page.locator('.statusbar-item', { hasText: 'Ln 4, Col 1' }).waitFor();
    await workbench.run('Vision Fine-Tuning: Open in Dataset Editor');
    page = await visibleWebview(workbench.page, 'h1');
    await page.locator('h1', { hasText: 'Example 4 of 12' }).waitFor();
  });

  it('shows a broken line with its error and its text, other JSON formatted, and runs nothing', async () => {
    page = await workbench.openPage('odd.jsonl');
    await row('A script?').click();
    await page.getByText('<img src=x onerror=alert(1)><script>alert(2)</script>').last().waitFor();
    await row('unexpected end of string').click();
    await page.getByText('{"messages": [{"role": "user", "content": "Cut').waitFor();
    await row('JSON, no messages').click();
    await page.locator('pre', { hasText: '"event": "click"' }).waitFor();
    assert.deepEqual(await policyViolations(page), []);
  });

  it('shows lines that are no training data as JSON, and finds no fault with them', async () => {
    page = await workbench.openPage('events.jsonl');
    await page.locator('pre', { hasText: '"event": "click"' }).waitFor();
    await page.getByRole('button', { name: 'Problems 0' }).waitFor();
  });

  it('puts its findings into the Problems panel with their lines', async () => {
    page = await workbench.openPage('odd.jsonl');
    await workbench.run('Problems: Focus on Problems View');
    const problems = workbench.page.locator('.markers-panel .monaco-list-row');
    await problems.filter({ hasText: 'not-json' }).filter({ hasText: 'Ln 2' }).waitFor();
    await problems.filter({ hasText: 'too-few-examples' }).first().waitFor();
    await problems.getByRole('button', { name: '(not-json)' }).click();
    await page.locator('h1', { hasText: 'Line 2 of 3' }).waitFor();
  });

  it('says so when the file vanishes while it is open, and keeps what was read', async () => {
    page = await workbench.openPage('gone.jsonl');
    await row('What is number 0?').waitFor();
    await rm(join(folder, 'gone.jsonl'));
    await page.getByText('gone.jsonl was deleted or moved while it was open').waitFor();
    await row('What is number 9?').waitFor();
  });
});
