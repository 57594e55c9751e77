import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { exampleLine, pngUrl } from '../support/fixtures.ts';
import { accessibilityFaults, imageSizes, policyViolations } from '../support/webview.ts';
import { THEMES, type Theme, type Workbench } from '../support/workbench.ts';
import { workbenchWith } from './session.ts';

describe('a training file opened in the packed extension', () => {
  let workbench: Workbench;
  let page: Frame;

  before(async () => {
    const line = exampleLine(await pngUrl(64, 48), 'What colour is it?', 'Teal');
    ({ workbench } = await workbenchWith({ 'train.jsonl': line }));
    page = await workbench.openPage('train.jsonl');
  });
  after(() => workbench.close());

  it('shows its image in natural size', async () => {
    await page.locator('img').first().waitFor();
    await page.waitForFunction(() => [...document.images].some(({ naturalWidth }) => naturalWidth === 64));
    assert.ok((await imageSizes(page)).includes('64x48'));
  });

  it('keeps to its content security policy', async () => {
    assert.deepEqual(await policyViolations(page), []);
    await page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<p id="planted" style="color: red">planted</p>');
      document.querySelector('#planted')?.remove();
    });
    assert.match((await policyViolations(page)).join(), /style-src/, 'a planted violation must be seen');
  });

  it('is accessible in every kind of theme', async () => {
    for (const theme of Object.keys(THEMES) as Theme[]) {
      await workbench.theme(theme);
      assert.deepEqual(await accessibilityFaults(page), [], theme);
    }
  });
});
