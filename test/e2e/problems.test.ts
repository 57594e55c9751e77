import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pngUrl } from '../support/fixtures.ts';
import { chatLine, trainingFile } from '../support/lines.ts';
import { OpenDataset } from '../support/openDataset.ts';
import { visibleWebview } from '../support/webview.ts';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { workbenchWith } from './session.ts';

const EXAMPLES = 12;

describe('problems of training files in the packed extension', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  let folder: string;
  let dataset: OpenDataset;

  before(async () => {
    const image = await pngUrl(40, 40);
    const bad = chatLine('What is this?', ' blanks around ', image);
    const many = Array.from({ length: 1200 }, (_, at) => chatLine(`Question ${at}?`, ` answer ${at} `, image));
    ({ workbench, folder } = await workbenchWith({
      'train.jsonl': `${trainingFile(EXAMPLES - 1, image)}${bad}\n`,
      'many.jsonl': `${many.join('\n')}\n`,
      'valid.jsonl': trainingFile(10, image),
      'predictions.jsonl': '{"answer":"Yes"}\n',
      '.vscode/settings.json': '{"workbench.editorAssociations":{"text-*.jsonl":"default"}}',
      'text-train.jsonl': `${trainingFile(EXAMPLES - 1, image)}${bad}\n`,
    }));
    dataset = await OpenDataset.open(workbench, 'train.jsonl');
  });
  after(() => workbench.close());

  const status = () => workbench.page.locator('.statusbar-item[id*="visionFineTuning.file"]');
  const panel = () => workbench.page.locator('.markers-panel');
  const showPanel = async () => {
    await workbench.run('Problems: Focus on Problems View');
    await panel().waitFor();
  };
  it('lead from the Problems panel to the example, the finding marked at its place', async () => {
    await showPanel();
    await panel().getByRole('button', { name: '(whitespace-answer)' }).click();
    await dataset.heading(`Example ${EXAMPLES} of ${EXAMPLES}`).waitFor();
    await dataset.page.locator('.finding[data-marked][data-rule=whitespace-answer]').waitFor();
    await dataset.page.locator('[data-path="/messages/2/content"][data-marked]').waitFor();
  });

  it('are mended where they stand, by keyboard, and the focus stays there', async () => {
    const answer = dataset.page.locator('[data-path="/messages/2/content"]');
    await dataset.page.locator('.finding[data-marked]').getByRole('button', { name: 'Trim the answer' }).press('Enter');
    await dataset.page.locator('.finding[data-rule=whitespace-answer]').waitFor({ state: 'detached' });
    await answer.locator('[data-action=edit]:focus').waitFor();
    await dataset.untilDirty();
    await workbench.page.keyboard.press('Control+z');
    await dataset.page.locator('.finding[data-rule=whitespace-answer]').waitFor();
    await dataset.untilClean();
  });

  it('are told with the size and price of the file in the status bar, which leads to the list of all', async () => {
    await status().waitFor();
    assert.match(
      await status().innerText(),
      /^12 examples, 12 images, [\d,.]+( k)? tokens, about \$[\d.]+ for 8 epochs$/,
    );
    await status().hover();
    const price = workbench.page.locator('.monaco-hover tr', { hasText: 'gpt-4.1-mini-2025-04-14' });
    assert.match(await price.innerText(), /OpenAI\s+gpt\S+\s+[\d,]+\s+× 8\s+× \$5\.00\s+= \$0\.\d\d/);
    await status().click();
    await dataset.page.getByRole('tree', { name: 'Problems by rule' }).waitFor();
    await dataset.page.getByRole('treeitem', { name: /whitespace-answer/ }).waitFor();
    await dataset.page.getByRole('button', { name: 'Back to the examples' }).click();
  });

  it('are those of the vendor chosen in the editor, for the whole workspace', async () => {
    const vendors = dataset.page.getByRole('group', { name: 'Valid for' });
    await vendors.getByRole('button', { name: /OpenAI/ }).click();
    await dataset.page.getByRole('menuitemradio', { name: /^Together/ }).click();
    await vendors.getByRole('button', { name: /Together/ }).waitFor();
    await vendors.getByText('OpenAI').waitFor();
    const settings = JSON.parse(await readFile(join(folder, '.vscode/settings.json'), 'utf8')) as object;
    assert.deepEqual(Object.entries(settings).slice(1), [['visionFineTuning.provider', 'together']]);
  });

  it('of all training files of the workspace are found by one command, the first thousand of a file in the panel', async () => {
    await workbench.run('Vision Fine-Tuning: Lint All Training Files');
    const file = panel().locator('.monaco-list-row', { hasText: 'many.jsonl' });
    await file.getByText('1000', { exact: true }).waitFor();
    const summary = /^0 errors, 1,202 warnings, [\d,]+ hints in \d of 4 training files\.$/m;
    await until(async () => summary.test((await workbench.notifications()).join('\n')));
    const filter = workbench.page.getByPlaceholder(/^Filter \(e\.g\./);
    await filter.fill('first 999');
    await panel()
      .getByText(/^These are the first 999 of [\d,]+ problems/)
      .first()
      .waitFor();
    await panel().getByRole('button', { name: '(Show All Problems)' }).click();
    await filter.fill('');
    const page = await visibleWebview(workbench.page, '[role=tree]');
    await page.locator('.list-head [role=status]', { hasText: /^[\d,]{5} problems$/ }).waitFor();
  });

  it('are found in a file that is open as text, as it is typed', async () => {
    await workbench.openFile('text-train.jsonl');
    await status().waitFor();
    await workbench.page.locator('.monaco-editor .squiggly-warning').first().waitFor();
    await workbench.page.keyboard.press('Control+Home');
    await workbench.page.keyboard.type('x');
    await workbench.page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await showPanel();
    await panel().getByRole('button', { name: '(not-json)' }).waitFor();
    await workbench.run('File: Revert File');
  });
});
