import assert from 'node:assert/strict';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { pngUrl } from '../support/fixtures.ts';
import { chatLine, trainingFile } from '../support/lines.ts';
import { visibleWebview } from '../support/webview.ts';
import type { Workbench } from '../support/workbench.ts';
import { workbenchWith } from './session.ts';

const KEYS = [', "weight": 0', ', "detail": "low"', ', "name": "Ann"'];
/** With keys that can be taken out again, and an example without messages below. */
const keyed = (image: string) =>
  `{"messages": [{"role": "user", "content": [{"type": "text", "text": "Who?"}, {"type": "image_url", "image_url": {"url": "${image}"${KEYS[1]}}}]${KEYS[2]}}, {"role": "assistant", "content": "I"${KEYS[0]}}]}\n{"messages": []}\n`;

describe('editing in the packed extension', function () {
  this.timeout(90_000);
  let workbench: Workbench;
  let folder: string;
  let page: Frame;
  let original: string;

  before(async () => {
    const image = await pngUrl(8, 8);
    const text = trainingFile(12, image);
    ({ workbench, folder } = await workbenchWith({
      'train.jsonl': text,
      'locked.jsonl': text,
      'other.jsonl': text,
      'keyed.jsonl': keyed(image),
    }));
    chmodSync(join(folder, 'locked.jsonl'), 0o444);
    original = text;
    page = await workbench.openPage('train.jsonl');
    await page.locator('article img').first().waitFor();
  });
  after(() => workbench.close());

  const onDisk = (name = 'train.jsonl') => readFileSync(join(folder, name), 'utf8');
  const dirty = () => workbench.page.locator('.tab.dirty.active');
  const clean = () => dirty().waitFor({ state: 'detached' });
  const answer = () => page.locator('[data-path="/messages/2/content"]');
  const row = (text: string) => page.getByRole('option').filter({ hasText: text });
  const write = async (text: string) => {
    await answer().getByRole('button').click();
    await page.locator('textarea.field').first().fill(text);
    await workbench.page.keyboard.press('Control+Enter');
    await answer().filter({ hasText: text }).waitFor();
  };

  it('changes an answer; undo, redo and undo behind a save', async () => {
    await row('What is number 0?').click();
    await write('Nought');
    await dirty().waitFor();
    assert.equal(onDisk(), original, 'nothing is written before it is saved');
    await row('Nought').click();
    await workbench.page.keyboard.press('Control+z');
    await row('No. 0').waitFor();
    await clean();
    await workbench.page.keyboard.press('Control+Shift+z');
    await row('Nought').waitFor();
    await workbench.page.keyboard.press('Control+s');
    await clean();
    const changed = original.replace('"No. 0"', '"Nought"');
    assert.equal(onDisk(), changed, 'only the answer is another one');
    await workbench.page.keyboard.press('Control+z');
    await row('No. 0').waitFor();
    await workbench.page.keyboard.press('Control+s');
    await clean();
    assert.equal(onDisk(), original);
  });

  it('takes out and moves examples, and reverts', async () => {
    await row('No. 2').click();
    await workbench.page.keyboard.press('Shift+ArrowDown');
    await workbench.page.keyboard.press('Delete');
    await page.getByText('10 examples', { exact: true }).waitFor();
    await page.getByRole('option').nth(2).filter({ hasText: 'What is number 4?' }).click();
    await page.locator('article', { hasText: 'What is number 4?' }).waitFor();
    await workbench.page.keyboard.press('Alt+ArrowUp');
    await dirty().waitFor();
    await workbench.page.keyboard.press('Control+s');
    await clean();
    const lines = original.split('\n');
    const expected = [lines[0], lines[4], lines[1], ...lines.slice(5)].join('\n');
    assert.equal(onDisk(), expected);
    await write('Something else');
    await dirty().waitFor();
    await workbench.run('File: Revert File');
    await clean();
    await row('Something else').waitFor({ state: 'detached' });
    assert.equal(onDisk(), expected);
  });

  it('reads a file anew that another program rewrote, and keeps lines that were not saved apart', async () => {
    page = await workbench.openPage('other.jsonl');
    await row('No. 0').waitFor();
    const others = `${chatLine('Question [0]: Who was here?', 'Another program')}\n`;
    writeFileSync(join(folder, 'other.jsonl'), others.repeat(10));
    await row('Another program').first().waitFor();
    await row('Another program').first().click();
    await write('Mine');
    await dirty().waitFor();
    writeFileSync(join(folder, 'other.jsonl'), others.repeat(11));
    await page.getByText('11 examples', { exact: true }).waitFor();
    await page.getByText('The line that was written here without saving is kept apart.').waitFor();
    assert.equal(onDisk('other.jsonl'), others.repeat(11));
    await workbench.run('Notifications: Show Notifications');
    await workbench.page.locator('.notifications-center').getByRole('button', { name: 'Show Lines' }).click();
    page = await visibleWebview(workbench.page, '[role="option"]:has-text("Mine")');
    await page.getByText('1 example', { exact: true }).waitFor();
  });

  it('takes weight, detail and name out, and begins an example that has no message', async () => {
    page = await workbench.openPage('keyed.jsonl');
    const before = onDisk('keyed.jsonl');
    await page.getByLabel('Weight of message 2').selectOption('');
    await page.getByLabel('Detail of image 1 of message 1').selectOption('');
    await page.getByRole('button', { name: 'Change name of message 1' }).press('Enter');
    await page.getByRole('textbox', { name: 'Name of message 1' }).fill('');
    await workbench.page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Set name of message 1' }).waitFor();
    await page.getByRole('option').nth(1).click();
    await page.locator('h1', { hasText: 'Example 2 of 2' }).waitFor();
    await page.locator('[data-path=""]').getByRole('button', { name: 'Add message' }).click();
    await page.getByLabel('Role of message 1').waitFor();
    await workbench.page.keyboard.press('Control+s');
    await clean();
    const without = KEYS.reduce((text, key) => text.replace(key, ''), before);
    assert.equal(
      onDisk('keyed.jsonl'),
      without.replace('{"messages": []}', '{"messages": [{"role": "user", "content": ""}]}'),
    );
  });

  it('does not edit a read-only file, and says why', async () => {
    page = await workbench.openPage('locked.jsonl');
    await page.getByText('locked.jsonl is read-only; allow writing to edit it.').waitFor();
    assert.equal(await answer().getByRole('button').count(), 0);
  });
});
