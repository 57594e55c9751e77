import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Frame } from 'playwright-core';
import { hostileImages } from '../support/hostileImages.ts';
import { sends, startImageServer, type ImageServer } from '../support/imageServer.ts';
import { chatLine } from '../support/lines.ts';
import { lineWithImages } from '../support/pages/givenExample.ts';
import { policyViolations, visibleWebview } from '../support/webview.ts';
import type { Workbench } from '../support/workbench.ts';
import { dataUrl, picture } from '../unit/lint/images.ts';
import { workbenchWith } from './session.ts';

describe('images in the packed extension', function () {
  this.timeout(90_000);
  let workbench: Workbench;
  let folder: string;
  let page: Frame;
  let server: ImageServer;
  let jpeg: Buffer;

  before(async () => {
    jpeg = await picture(3, 400, 300).jpeg().toBuffer();
    const tea = await picture(5, 320, 200).png().toBuffer();
    server = await startImageServer({ '/tea.png': sends(tea), '/cup.png': sends(tea) });
    const hostile = (await hostileImages()).map(({ url }) => url);
    const lines = [
      lineWithImages([dataUrl(jpeg, 'image/jpeg'), dataUrl(await picture(4, 16, 16).png().toBuffer())], 'high'),
      chatLine('Which pot is this?', 'A blue one', `${server.origin}/tea.png`),
      chatLine('Which cup is this?', 'None', `http://localhost:${server.port}/cup.png`),
      lineWithImages(hostile),
    ];
    ({ workbench, folder } = await workbenchWith({ 'train.jsonl': `${lines.join('\n')}\n` }));
    page = await workbench.openPage('train.jsonl');
    await page.locator('.picture img').first().waitFor();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  beforeEach(async () => {
    if (await page.getByRole('dialog').count()) await page.getByRole('button', { name: 'Close (Escape)' }).click();
  });

  const row = (text: string) => page.getByRole('option').filter({ hasText: text });
  const dialog = () => workbench.page.locator('.monaco-dialog-box');
  const until = async (what: () => boolean) => {
    for (const end = Date.now() + 20_000; !what();) {
      if (Date.now() > end) throw new Error(`waited in vain for ${what.toString()}`);
      await setTimeout(100);
    }
  };

  it('open large, and are saved with their very bytes, copied, and opened in VS Code’s viewer', async () => {
    await page.locator('.picture').first().click();
    const viewer = page.getByRole('dialog', { name: 'Image 1 of message 1 (user)' });
    await viewer.locator('.stage .drawn img').waitFor();
    assert.match(await viewer.locator('.facts').innerText(), /JPEG\s+RGB\s+400 × 300 pixels/);
    await workbench.page.keyboard.press('1');
    await viewer.getByText('100 %', { exact: true }).first().waitFor();

    await viewer.getByRole('button', { name: 'Save Image As…' }).click();
    await workbench.quickInput.waitFor();
    // the dialog opens on the folder and adds the name a moment later
    await workbench.page.waitForFunction(() =>
      [...document.querySelectorAll('input')].some(({ value }) => value.endsWith('train-1-1.jpg')),
    );
    await workbench.page.keyboard.press('Enter');
    const saved = join(folder, 'train-1-1.jpg');
    await until(() => existsSync(saved) && readFileSync(saved).equals(jpeg));

    await viewer.getByRole('button', { name: 'Copy Image' }).click();
    await viewer.getByText('Copied').waitFor();
    const copied = await workbench.page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const bitmap = item && (await createImageBitmap(await item.getType('image/png')));
      return bitmap && [bitmap.width, bitmap.height];
    });
    assert.deepEqual(copied, [400, 300]);

    await viewer.getByRole('button', { name: 'Open in Image Viewer of VS Code' }).click();
    await workbench.page.locator('.tab.active', { hasText: 'train-1-1.jpg' }).waitFor();
    page = await workbench.openPage('train.jsonl');
    await page.getByRole('dialog').waitFor();
    await workbench.page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.deepEqual(await policyViolations(page), []);
  });

  it('are loaded from the web only once the user allowed that host, until they are blocked again', async () => {
    await row('Which pot is this?').click();
    const load = page.getByRole('button', { name: 'Load Images from the Web…' });
    await load.waitFor();
    assert.deepEqual(server.requests, [], 'opening a file calls nobody');
    await load.click();
    await dialog().getByText(server.host, { exact: false }).first().waitFor();
    await dialog().getByRole('button', { name: 'Load Images' }).click();
    await page.locator('.picture img').waitFor();
    await page.locator('figcaption', { hasText: 'PNG RGB 320×200' }).waitFor();
    await row('Which pot is this?').locator('.thumbnail img').waitFor();
    assert.deepEqual([...new Set(server.requests.map(({ path }) => path))], ['/tea.png']);

    await row('Which cup is this?').click();
    await load.waitFor();
    assert.ok(!server.requests.some(({ path }) => path === '/cup.png'), 'another host is another question');

    await row('Which pot is this?').click();
    await page.locator('.picture img').waitFor();
    await workbench.run('Vision Fine-Tuning: Block Images from the Web');
    await load.waitFor();
    assert.equal(await row('Which pot is this?').locator('.thumbnail').count(), 0);
    assert.deepEqual(await policyViolations(page), []);
  });

  it('of strangers neither run nor break the policy of the page', async () => {
    await row('What is this?').last().click();
    await page.locator('figure.image').nth(5).waitFor();
    await page.locator('figure .picture img').first().waitFor();
    await page.locator('[data-action=view]').first().press('Enter');
    await page.getByRole('dialog').waitFor();
    for (let turn = 0; turn < 16; turn++) await workbench.page.keyboard.press('PageDown');
    await workbench.page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    page = await visibleWebview(workbench.page);
    assert.notEqual(await page.title(), 'run');
    assert.deepEqual(await policyViolations(page), []);
  });
});
