import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import sharp from 'sharp';
import { answerFileDialog } from '../support/fileDialog.ts';
import { chatLine } from '../support/lines.ts';
import { ROOT } from '../support/paths.ts';
import type { Workbench } from '../support/workbench.ts';
import { session, workbenchWith } from './session.ts';

const SAMPLES = join(ROOT, 'samples/emoji/images');
const NAMES = ['baby', 'balloon', 'banana', 'basketball', 'bell', 'bicycle'].flatMap((name) =>
  ['noto', 'openmoji'].map((set) => `${name}-${set}.png`),
);
const pngUrl = (name: string) => `data:image/png;base64,${readFileSync(join(SAMPLES, name)).toString('base64')}`;

describe('editing images in the packed extension', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  let folder: string;
  let page: Frame;
  const original = NAMES.map(
    (name, at) => `${chatLine(`Question [${at}]: What is this?`, `No. ${at}`, pngUrl(name))}\n`,
  ).join('');

  before(async () => {
    const octopus = readFileSync(join(SAMPLES, 'octopus-noto.png'));
    ({ workbench, folder } = await workbenchWith({ 'train.jsonl': original, 'octopus.png': octopus }));
    others = await scratchFiles();
    page = await workbench.openPage('train.jsonl');
    await page.locator('article img').first().waitFor();
  });
  after(() => workbench.close());

  const onDisk = () => readFileSync(join(folder, 'train.jsonl'), 'utf8');
  const dirty = () => workbench.page.locator('.tab.dirty.active');
  const save = async () => {
    await dirty().waitFor();
    await workbench.page.keyboard.press('Control+s');
    await dirty().waitFor({ state: 'detached' });
  };
  const row = (text: string) => page.getByRole('option').filter({ hasText: text });
  const imagesIn = (text: string) => [...text.matchAll(/data:image\/\w+;base64,[A-Za-z0-9+/=]*/g)].map(([url]) => url);
  const scratchFiles = async () => {
    const { server } = await session();
    const files = readdirSync(join(server.home, 'data'), { recursive: true, encoding: 'utf8' });
    return files
      .filter((file) => /lines-[0-9a-f-]{36}\.jsonl$/.test(file))
      .map((file) => join(server.home, 'data', file));
  };
  /** What a workbench left that was closed with edits under way. */
  let others: string[];
  /** Files of lines that documents keep beside the file. */
  const scratchBytes = async () =>
    (await scratchFiles())
      .filter((file) => !others.includes(file))
      .flatMap((file) => statSync(file, { throwIfNoEntry: false })?.size ?? []);

  it('replaces an image by one that is chosen: only its address is another', async () => {
    await row('No. 3').click();
    await page.locator('article', { hasText: 'Question [3]' }).waitFor();
    await page.getByRole('button', { name: 'Replace image 1 of message 2' }).press('Enter');
    await answerFileDialog(workbench, folder, join(folder, 'octopus.png'));
    await save();
    assert.equal(onDisk(), original.replace(pngUrl(NAMES[3] ?? ''), pngUrl('octopus-noto.png')));
    await row('No. 3').click();
    await workbench.page.keyboard.press('Control+z');
    await save();
    assert.equal(onDisk(), original);
  });

  it('crops one by mouse and one by keyboard: only the address is another, and undo takes it back', async () => {
    const dialog = page.getByRole('dialog', { name: 'Crop image' });
    const cropped = async () => {
      await dialog.waitFor({ state: 'detached' });
      await page.locator('figcaption', { hasText: 'PNG RGB 36×' }).waitFor();
      await save();
      const text = onDisk();
      await row('No. 4').click();
      await workbench.page.keyboard.press('Control+z');
      await save();
      assert.equal(onDisk(), original);
      return text;
    };
    const expected = async (area: { left: number; top: number; width: number; height: number }) => {
      const png = readFileSync(join(SAMPLES, NAMES[4] ?? ''));
      return sharp(png).extract(area).ensureAlpha().raw().toBuffer();
    };
    const pixelsOf = (url = '') =>
      sharp(Buffer.from(url.split(',')[1] ?? '', 'base64'))
        .ensureAlpha()
        .raw()
        .toBuffer();
    const check = async (text: string, area: Parameters<typeof expected>[0]) => {
      const [url] = imagesIn(text.split('\n')[4] ?? '');
      assert.deepEqual(await pixelsOf(url), await expected(area));
      assert.equal(text.replace(url ?? '', pngUrl(NAMES[4] ?? '')), original);
    };

    await row('No. 4').click();
    await page.locator('article', { hasText: 'Question [4]' }).waitFor();
    await page.getByRole('button', { name: 'Crop image 1 of message 2…' }).press('Enter');
    const stage = dialog.locator('.stage .shown');
    await dialog.locator('.stage img').waitFor();
    const side = Number(await dialog.getByLabel('Width').inputValue());
    const box = await stage.boundingBox();
    assert.ok(box);
    const at = (x: number, y: number) => [box.x + (x * box.width) / side, box.y + (y * box.height) / side] as const;
    await workbench.page.mouse.move(...at(10, 6));
    await workbench.page.mouse.down();
    await workbench.page.mouse.move(...at(46, 36), { steps: 4 });
    await workbench.page.mouse.up();
    await dialog.getByText(/After · PNG RGB 36×30 · .*tokens/).waitFor();
    await dialog.getByRole('button', { name: 'Crop', exact: true }).click();
    await check(await cropped(), { left: 10, top: 6, width: 36, height: 30 });

    await row('No. 4').click();
    await workbench.run('Vision Fine-Tuning: Crop Image…');
    await dialog.getByLabel('Height').fill('20');
    await dialog.getByLabel('Width').fill('36');
    await dialog.getByRole('group', { name: /^Part that is kept:/ }).press('ArrowRight');
    await workbench.page.keyboard.press('Enter');
    await check(await cropped(), { left: 1, top: 0, width: 36, height: 20 });
  });

  it('re-encodes every image of the file as one edit; undo reaches through the save', async () => {
    await workbench.run('Vision Fine-Tuning: Re-encode Images…');
    const dialog = page.getByRole('dialog', { name: 'Re-encode images' });
    await dialog.getByText('12 images · ').waitFor();
    await dialog.getByLabel('Format').selectOption('jpeg');
    await dialog.getByLabel('Longest side').fill('48');
    await dialog.getByText(/After · JPEG 48×48/).waitFor();
    await dialog.getByText('all images tried').waitFor();
    await dialog.getByLabel('Leave images that would not get smaller').uncheck();
    await dialog.getByRole('button', { name: 'Re-encode', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.locator('figcaption', { hasText: 'JPEG RGB 48×48' }).first().waitFor();
    await save();
    const text = onDisk();
    const urls = imagesIn(text);
    assert.equal(urls.length, NAMES.length);
    assert.ok(urls.every((url) => url.startsWith('data:image/jpeg;')));
    const back = urls.reduce((now, url, at) => now.replace(url, pngUrl(NAMES[at] ?? '')), text);
    assert.equal(back, original, 'nothing but the addresses has changed');
    assert.deepEqual(await scratchBytes(), [Buffer.byteLength(text)]);
    assert.ok((await workbench.notifications()).some((said) => said.startsWith('12 of 12 images re-encoded')));

    await row('No. 0').click();
    await workbench.page.keyboard.press('Control+z');
    await page.locator('figcaption', { hasText: 'PNG' }).first().waitFor();
    await save();
    assert.equal(onDisk(), original);
  });

  it('takes a pasted and a dropped image, and says why it does not take another file', async () => {
    await row('No. 5').click();
    await page.locator('article', { hasText: 'Question [5]' }).waitFor();
    const drop = (name: string, base64: string) =>
      page.evaluate(
        ([name, base64]) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name));
          const event = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer });
          document.querySelector('article[data-path="/messages/1"]')?.dispatchEvent(event);
        },
        [name, base64] as const,
      );
    await drop('notes.txt', Buffer.from('no image').toString('base64'));
    await page.getByText('notes.txt is no image of a format that is known here; choose another file.').waitFor();
    await drop('octopus.png', readFileSync(join(folder, 'octopus.png')).toString('base64'));
    await page.locator('article[data-path="/messages/1"] figure').nth(1).waitFor();
    await save();
    const line = original.split('\n')[5] ?? '';
    const part = `,{"type":"image_url","image_url":{"url":"${pngUrl('octopus-noto.png')}"}}`;
    assert.equal(onDisk(), original.replace(line, line.replace('"}}]}', `"}}${part}]}`)));
  });

  it('leaves no file of lines behind once the editor is closed', async () => {
    await workbench.run('View: Close Editor');
    for (const end = Date.now() + 10_000; (await scratchBytes()).length > 0;) {
      assert.ok(Date.now() < end, 'they are still there');
      await workbench.page.waitForTimeout(200);
    }
  });
});
