import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { COLOURS, colourLines, disc, user } from '../support/baselineFixture.ts';
import { until } from '../support/until.ts';
import { visibleWebview } from '../support/webview.ts';
import type { Workbench } from '../support/workbench.ts';
import { workbenchWith } from './session.ts';

/** A test example whose label is wrong: the disc is lime. */
const WRONG = 2;

/** A run over the test file in which the model was right about every picture. */
async function project(): Promise<Record<string, string>> {
  const lines = COLOURS.map(async (colour, at) => {
    const label = { role: 'assistant', content: at === WRONG ? 'green' : colour };
    const messages = [
      { role: 'system', content: 'Look.' },
      user(`Question [${at}]: Which colour is it?`, await disc(colour, 17)),
      label,
    ];
    return JSON.stringify({ messages });
  });
  const test = `${(await Promise.all(lines)).join('\n')}\n`;
  const train = `${(await colourLines([12, 16, 20])).join('\n')}\n`;
  const sha256 = [...new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(test)))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  const files: Record<string, string> = { 'test.jsonl': test, 'train.jsonl': train };
  for (const [name, answers] of [
    ['tuned', COLOURS],
    ['base', COLOURS.map((colour, at) => (at === 0 ? 'pink' : colour))],
  ] as const) {
    const info = {
      ...{ version: 1, name, model: name, provider: 'openai', arm: 'normal', parameters: {} },
      ...{ test: { path: '../../test.jsonl', sha256, examples: COLOURS.length }, toolVersion: '0' },
      started: '2026-01-01T00:00:00.000Z',
    };
    files[`runs/${name}/run.json`] = JSON.stringify(info);
    files[`runs/${name}/predictions.jsonl`] = COLOURS.map(
      (colour, at) =>
        `${JSON.stringify({ example_id: at, predicted_answer: answers[at], actual_answer: at === WRONG ? 'green' : colour, question: 'Which colour is it?' })}\n`,
    ).join('');
  }
  return files;
}

describe('a wrong label, by keys alone', function () {
  this.timeout(180_000);
  let workbench: Workbench;
  let folder: string;

  before(async () => {
    ({ workbench, folder } = await workbenchWith(await project()));
  });
  after(() => workbench.close());

  const press = async (...keys: string[]) => {
    for (const key of keys) await workbench.page.keyboard.press(key);
  };
  /** Runs a command from the palette; Enter takes the row that it is. */
  const command = async (title: string) => {
    const { page, quickInput } = workbench;
    await press('F1');
    await quickInput.waitFor();
    await page.keyboard.type(title);
    const first = page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row.focused .label-name');
    await first.filter({ hasText: new RegExp(`^${title}$`) }).waitFor();
    await press('Enter');
  };
  /** Goes on by Tab until this has the focus. */
  const tabTo = async (page: Frame, selector: string) => {
    for (let presses = 0; presses < 60; presses++) {
      if (await page.locator(`${selector}:focus`).count()) return;
      await press('Tab');
    }
    throw new Error(`Tab does not lead to ${selector}.`);
  };
  const results = () => visibleWebview(workbench.page, 'h1.verdict');
  const dataset = () => visibleWebview(workbench.page, '.predictions');

  it('the verdict leads to an example that all got wrong', async () => {
    await command('Vision Fine-Tuning: Show Results');
    const { page } = workbench;
    // both runs are chosen already
    await page.locator('.quick-input-widget:visible input[placeholder^="Runs to compare"]').waitFor();
    await press('Enter');
    await workbench.tab('Results: test.jsonl').waitFor();
    const panel = await results();
    await panel.locator('.examples [role=row][tabindex="0"]').waitFor();
    await tabTo(panel, 'button:has-text("Both wrong")');
    await press('Enter');
    await panel.locator('[role=grid][aria-label="1 example"]').waitFor();
    await tabTo(panel, '.examples [role=row][tabindex="0"]');
    // a row that is not there yet opens nothing
    await panel.locator('.examples .row', { hasText: 'Which colour is it?' }).waitFor();
    await press('Enter');
    const example = await dataset();
    await example.locator('h1', { hasText: `Example ${WRONG + 1} of ${COLOURS.length}` }).waitFor();
    await example.getByText('reference answer', { exact: true }).first().waitFor();
  });

  it('its nearest training examples have another label; one is opened, and Go Back comes back', async () => {
    const example = await dataset();
    await command('Vision Fine-Tuning: Show Nearest Training Examples');
    const { page } = workbench;
    // no recipe says what was trained on
    await page.locator('.quick-input-widget:visible input[placeholder^="Which file was trained on"]').waitFor();
    await page.keyboard.type('train.jsonl');
    await press('Enter');
    const near = example.locator('.near');
    await near.first().waitFor({ timeout: 60_000 });
    assert.match(await near.first().innerText(), /Which colour is it\?\s+blue/);
    await example.locator('.near:focus').waitFor();
    await press('Enter');
    await page.locator('.tab.active', { hasText: 'train.jsonl' }).waitFor();
    await visibleWebview(page, '.message');
    await command('Go Back');
    await page.locator('.tab.active', { hasText: 'test.jsonl' }).waitFor();
  });

  it('its label is written anew and saved, and the results say that the file has changed', async () => {
    const example = await dataset();
    await example.locator('h1', { hasText: `Example ${WRONG + 1} of` }).waitFor();
    await command('Vision Fine-Tuning: Fix the Label');
    await example.locator('[data-path="/messages/2/content"] textarea:focus').waitFor();
    await press('Control+a');
    await workbench.page.keyboard.type('blue');
    await press('Control+Enter');
    await example.getByText('The label has changed since').waitFor();
    await press('Control+s');
    const label = async () => {
      const line = (await readFile(join(folder, 'test.jsonl'), 'utf8')).split('\n')[WRONG] ?? '';
      return (JSON.parse(line) as { messages: { content: unknown }[] }).messages.at(-1)?.content;
    };
    await until(async () => (await label()) === 'blue');
    await command('Go Back');
    await workbench.page.locator('.tab.active', { hasText: 'Results: test.jsonl' }).waitFor();
    const panel = await results();
    await panel.getByText('test.jsonl has changed since').waitFor();
  });
});
