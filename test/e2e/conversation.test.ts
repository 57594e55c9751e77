import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import type { Workbench } from '../support/workbench.ts';
import { workbenchWith } from './session.ts';

/** As Python writes it: blanks behind colons and commas, escapes, and a system prompt that one example has otherwise. */
const example = (index: number, system = 'Be brief.') =>
  `{"messages": [{"role": "system", "content": "${system}"}, {"role": "user", "content": "Caf\\u00e9 ${index}?"}, {"role": "assistant", "content": "No"}]}`;
const lines = Array.from({ length: 12 }, (_, index) => example(index, index === 4 ? 'Be verbose.' : undefined));
const original = `${lines.join('\n')}\n`;

describe('a conversation in the packed extension', function () {
  this.timeout(90_000);
  let workbench: Workbench;
  let folder: string;
  let page: Frame;

  before(async () => {
    ({ workbench, folder } = await workbenchWith({ 'train.jsonl': original, 'new.jsonl': '' }));
    page = await workbench.openPage('train.jsonl');
    await page.locator('article').first().waitFor();
  });
  after(() => workbench.close());

  const onDisk = (name: string) => readFileSync(join(folder, name), 'utf8');
  const press = (key: string) => workbench.page.keyboard.press(key);
  const clean = () => workbench.page.locator('.tab.dirty.active').waitFor({ state: 'detached' });
  const says = (text: string) => page.locator('[data-news]', { hasText: text }).waitFor({ state: 'attached' });

  it('marks the example that does not begin as the others do, and says how it differs', async () => {
    await page.getByRole('button', { name: '1 message shared by 11 of 12 examples: system prompt' }).waitFor();
    await page.getByRole('option').nth(4).click();
    await page.getByText('Message 1 differs').waitFor();
    assert.equal(await page.getByRole('img', { name: 'Differs from the messages that the others share' }).count(), 1);
    assert.equal(await page.locator('.deviation del').first().innerText(), 'brief');
  });

  it('gains a name, a text and an example as the file is written, and loses them by undo', async () => {
    await page.getByRole('option').nth(11).click();
    await page.locator('h1', { hasText: 'Example 12 of 12' }).waitFor();
    await page.getByRole('button', { name: 'Set name of message 2' }).press('Enter');
    await page.getByRole('textbox', { name: 'Name of message 2' }).fill('Zoë');
    await press('Enter');
    await says('Change name in example 12');
    await page.getByRole('button', { name: 'Add text to message 2' }).press('Enter');
    await page.getByRole('textbox', { name: 'Edit text 2 of message 2' }).waitFor();
    await workbench.page.keyboard.type('é');
    await press('Control+Enter');
    await says('Change question of example 12');
    await page.locator('.add-example').getByRole('button').press('Enter');
    await page.getByRole('textbox', { name: 'Edit text of message 2' }).waitFor();
    await press('Escape');
    await says('Add example 13');
    await press('Control+s');
    await clean();
    const named = lines[11]?.replace(
      '"Caf\\u00e9 11?"',
      '[{"type": "text", "text": "Caf\\u00e9 11?"}, {"type": "text", "text": "\\u00e9"}], "name": "Zo\\u00eb"',
    );
    const added =
      '{"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": ""}, {"role": "assistant", "content": ""}]}';
    assert.equal(onDisk('train.jsonl'), `${[...lines.slice(0, 11), named, added].join('\n')}\n`);
    for (const done of ['Add example 13', 'Change question of example 12', 'Add text to example 12', 'Change name']) {
      await press('Control+z');
      await says(`Undone: ${done}`);
    }
    await press('Control+s');
    await clean();
    assert.equal(onDisk('train.jsonl'), original);
  });

  it('is begun in an empty file', async () => {
    page = await workbench.openPage('new.jsonl');
    await page.getByRole('button', { name: 'Add the first example' }).click();
    await page.getByRole('textbox', { name: 'Edit text of message 1' }).waitFor();
    await workbench.page.keyboard.type('Why?');
    await press('Control+Enter');
    await page.getByRole('option').filter({ hasText: 'Why?' }).waitFor();
    await press('Control+s');
    await clean();
    assert.equal(
      onDisk('new.jsonl'),
      '{"messages": [{"role": "user", "content": "Why?"}, {"role": "assistant", "content": ""}]}\n',
    );
  });
});
