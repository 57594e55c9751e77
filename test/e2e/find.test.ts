import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { axeFaults } from '../support/axe.ts';
import { pngUrl } from '../support/fixtures.ts';
import { chatLine, trainingFile } from '../support/lines.ts';
import { policyViolations } from '../support/webview.ts';
import type { Workbench } from '../support/workbench.ts';
import { workbenchWith } from './session.ts';

const EXAMPLES = 14;
const escaped = chatLine('How big is it?', 'Größe XL').replace('ö', '\\u00f6').replace('ß', '\\u00df');

describe('finding, filtering and sorting examples in the packed extension', function () {
  this.timeout(90_000);
  let workbench: Workbench;
  let folder: string;
  let page: Frame;
  let lines: string[];

  before(async () => {
    const long = chatLine('A long one?', 'word '.repeat(300));
    const text = trainingFile(EXAMPLES - 3, await pngUrl(8, 8)) + [escaped, long, '{"messages": [{"role"'].join('\n');
    lines = text.split('\n');
    ({ workbench, folder } = await workbenchWith({ 'train.jsonl': text }));
    page = await workbench.openPage('train.jsonl');
    await page.getByText(`${EXAMPLES} examples`, { exact: true }).waitFor();
    await page.getByRole('button', { name: /^Problems \d/ }).waitFor();
  });
  after(() => workbench.close());

  const { press, type } = {
    press: (key: string) => workbench.page.keyboard.press(key),
    type: (text: string) => workbench.page.keyboard.type(text),
  };
  const listed = (text: string | RegExp) =>
    page.locator('.list-head [role=status]').getByText(text, { exact: true }).waitFor();
  const shows = (line: number) => page.locator('h1', { hasText: new RegExp(`(Example|Line) ${line} of`) }).waitFor();
  const choose = async (button: RegExp, item: string) => {
    await page.getByRole('button', { name: button }).click();
    await page.getByRole('menu').getByText(item, { exact: true }).click();
  };
  const marked = (name: string) =>
    page.evaluate(
      (wanted) => [...(CSS.highlights.get(wanted) ?? [])].map((range) => (range as Range).toString()),
      name,
    );

  it('finds text however the file writes it, shows it marked, and goes from hit to hit', async () => {
    await press('Control+f');
    await type('größe');
    await listed(`1 of ${EXAMPLES} examples · 1 hit`);
    await shows(12);
    await press('Control+a');
    await type('number');
    await listed(`11 of ${EXAMPLES} examples · 11 hits`);
    await shows(1);
    await press('Enter');
    await page.getByText('1 of 1', { exact: true }).waitFor();
    assert.deepEqual(await marked('find-current'), ['number']);
    await press('F3');
    await shows(2);
    await press('Shift+F3');
    await shows(1);
    await press('Shift+F3');
    await shows(11);
    assert.deepEqual(await axeFaults(page), []);
  });

  it('says why a regular expression is none, and gives up one that would take for ever', async () => {
    await page.getByRole('button', { name: 'Use regular expression' }).click();
    await press('Control+a');
    await type('(word');
    await listed('This is no regular expression: Unterminated group.');
    await press('Control+a');
    await type('(\\w+ ?)+!');
    await page
      .locator('.list-head')
      .getByText('The search takes too long; try a simpler regular expression.')
      .waitFor();
    await press('Control+a');
    await type('No\\. [78]$');
    await listed(`2 of ${EXAMPLES} examples · 2 hits`);
    await page.getByRole('button', { name: 'Use regular expression' }).click();
    await press('Escape');
    await listed(`${EXAMPLES} examples`);
  });

  it('lists the examples of a rule', async () => {
    await choose(/^Problems/, 'not-json');
    await listed(`1 of ${EXAMPLES} examples`);
    await shows(14);
    await page.getByRole('button', { name: 'Clear' }).click();
    await listed(`${EXAMPLES} examples`);
  });

  it('sorts by tokens', async () => {
    await choose(/^Sort/, 'Tokens');
    const first = page.locator('[role=option][aria-posinset="1"]');
    await first.getByText('A long one?').waitFor();
    await first.locator('.figures', { hasText: 'tokens' }).waitFor();
    await choose(/^Sort/, 'Ascending');
    await page.locator(`[role=option][aria-posinset="${EXAMPLES}"]`).getByText('A long one?').waitFor();
    await choose(/^Sort/, 'File order');
    await first.getByText('What is number 0?').waitFor();
  });

  it('deletes all that are listed and no others, and takes that back', async () => {
    await press('Control+f');
    await type('number 1');
    await listed(`2 of ${EXAMPLES} examples · 2 hits`);
    await press('ArrowDown');
    await press('Control+a');
    await page.getByText('2 examples selected').waitFor();
    await press('Delete');
    await page.getByText('No example fits.').waitFor();
    await press('Control+s');
    await workbench.page.locator('.tab.dirty.active').waitFor({ state: 'detached' });
    const saved = () => readFileSync(join(folder, 'train.jsonl'), 'utf8');
    assert.equal(saved(), lines.filter((_, line) => line !== 1 && line !== 10).join('\n'));
    await press('Control+z');
    // the hits are those of before the edits, unless they have been counted again
    await listed(new RegExp(`^2 of ${EXAMPLES} examples`));
    await press('Control+s');
    await workbench.page.locator('.tab.dirty.active').waitFor({ state: 'detached' });
    assert.equal(saved(), lines.join('\n'));
  });

  it('is found by its command from elsewhere in the workbench', async () => {
    await workbench.run('Vision Fine-Tuning: Filter Examples…');
    await page.locator('.find-input:focus').waitFor();
    await press('Escape');
    await listed(`${EXAMPLES} examples`);
    assert.deepEqual(await policyViolations(page), []);
  });
});
