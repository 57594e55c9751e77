import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Frame } from 'playwright-core';
import { pngUrl } from '../support/fixtures.ts';
import { trainingFile } from '../support/lines.ts';
import { visibleWebview } from '../support/webview.ts';
import type { Workbench } from '../support/workbench.ts';
import { answerFileDialog } from '../support/fileDialog.ts';
import { session, workbenchWith } from './session.ts';

const git = (folder: string, ...args: string[]) => execFileSync('git', args, { cwd: folder });

/** Without the system prompt, so that the message with the image is what stands first. */
const brief = (text: string) => text.replaceAll('{"role":"system","content":"Answer in one word."},', '');

describe('ways into and out of the dataset editor', function () {
  this.timeout(90_000);
  let workbench: Workbench;
  let folder: string;
  let text: string;

  before(async () => {
    text = trainingFile(12, await pngUrl(64, 48));
    ({ workbench, folder } = await workbenchWith({
      'train.jsonl': text,
      'more.jsonl': trainingFile(10).trimEnd(),
      'shown.jsonl': trainingFile(10),
      'old.ndjson': text,
      'changed.jsonl': brief(text),
      'notes.txt': 'No training data.\n',
      '.vscode/settings.json': '{ "git.enabled": true, "git.openRepositoryInParentFolders": "never" }',
    }));
    git(folder, 'init', '--quiet');
    git(folder, 'add', '.');
    git(folder, '-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message', 'Files');
    writeFileSync(join(folder, 'changed.jsonl'), brief(text).replace('No. 2', 'Two'));
  });
  after(() => workbench.close());

  const onDisk = (name: string) => readFileSync(join(folder, name), 'utf8');
  const until = async (what: () => boolean) => {
    for (const end = Date.now() + 20_000; !what();) {
      if (Date.now() > end) throw new Error(`waited in vain for ${what.toString()}`);
      await setTimeout(100);
    }
  };
  const row = (page: Frame, question: string) => page.getByRole('option').filter({ hasText: question });
  const lens = () => workbench.page.locator('.codelens-decoration a', { hasText: 'Show images' });
  const menuOf = async (name: string): Promise<string[]> => {
    const entry = workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });
    await entry.click({ button: 'right' });
    const labels = workbench.page.locator('.monaco-menu .action-label');
    await labels.filter({ hasText: 'Open to the Side' }).first().waitFor();
    const texts = await labels.allTextContents();
    await workbench.page.keyboard.press('Escape');
    return texts;
  };
  /** Quick open goes back to the editor a file was last open in; the Explorer asks what opens it. */
  const openFromExplorer = async (name: string) => {
    await workbench.run('View: Show Explorer');
    await workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).dblclick();
    await workbench.page.locator('.tab.active', { hasText: name }).waitFor();
  };
  /** Points at some text of a line (from 0) of the text editor in front. */
  const pointAt = async (line: number, column: number) => {
    const place = workbench.page.locator('.view-lines:visible').last().locator('.view-line').nth(line);
    let box = await place.boundingBox();
    // lines are drawn anew while differences are computed
    for (let tries = 0; !box && tries < 50; tries++) {
      await setTimeout(100);
      box = await place.boundingBox();
    }
    assert.ok(box);
    const [x, y] = [box.x + column * 7.5, box.y + box.height / 2];
    await workbench.page.mouse.move(x + 30, y + 60);
    await workbench.page.mouse.move(x, y, { steps: 4 });
  };
  const hoverPicture = async () => {
    const image = workbench.page.locator('.monaco-hover:visible img').first();
    await image.waitFor();
    return image.evaluate(async (element: HTMLImageElement) => {
      await element.decode();
      return `${element.naturalWidth}x${element.naturalHeight}`;
    });
  };

  it('the Explorer offers what fits a file', async () => {
    const offered = await menuOf('train.jsonl');
    for (const label of ['Open in Dataset Editor', 'Check Training File', 'Evaluate a Model'])
      assert.ok(offered.includes(label), `${label}: ${offered.join()}`);
    const others = await menuOf('notes.txt');
    assert.ok(!others.some((label) => /Dataset|Training/.test(label)), others.join());
  });

  it('source control shows differences as text, and the image under the pointer', async () => {
    await workbench.run('Source Control: Focus on Changes View');
    await workbench.page.locator('.scm-view .monaco-list-row', { hasText: 'changed.jsonl' }).first().click();
    await workbench.page.locator('.monaco-diff-editor:visible .view-line', { hasText: 'messages' }).first().waitFor();
    assert.equal(await workbench.page.locator('iframe.webview:visible').count(), 0);
    await pointAt(1, 20);
    await pointAt(1, 40);
    assert.equal(await hoverPicture(), '64x48');
    await workbench.run('View: Close All Editors');
    await openFromExplorer('changed.jsonl');
    const page = await visibleWebview(workbench.page, 'article');
    await row(page, 'Two').waitFor();
    await workbench.run('View: Close All Editors');
  });

  it('a training file opened as text says above each line that it has images, and leads there', async () => {
    let page = await workbench.openPage('train.jsonl');
    await row(page, 'What is number 0?').click();
    await workbench.run('Vision Fine-Tuning: Reopen as Text');
    await lens().nth(3).waitFor();
    await pointAt(0, 80);
    assert.equal(await hoverPicture(), '64x48');
    await workbench.page.keyboard.press('Escape');
    await lens().nth(3).click();
    page = await visibleWebview(workbench.page);
    await page.locator('h1', { hasText: 'Example 4 of 12' }).waitFor();
    await workbench.run('View: Close All Editors');
  });

  it('a new training file has one example and no place before it is saved', async () => {
    await workbench.run('Create: New File...');
    await workbench.pick('Training File');
    const page = await visibleWebview(workbench.page, 'article');
    await row(page, 'Write the question here and add its image.').waitFor();
    await workbench.page.locator('.tab.dirty.active', { hasText: 'training.jsonl' }).waitFor();
    await page.locator('[data-path="/messages/2/content"]').getByRole('button').click();
    await page.locator('textarea.field').first().fill('A cat');
    await workbench.page.keyboard.press('Control+Enter');
    await row(page, 'A cat').waitFor();
    await workbench.page.keyboard.press('Control+s');
    await answerFileDialog(workbench, 'training', join(folder, 'training.jsonl'));
    await workbench.page.locator('.tab.active:not(.dirty)', { hasText: 'training.jsonl' }).waitFor();
    const { messages } = JSON.parse(onDisk('training.jsonl')) as { messages: { role: string; content: unknown }[] };
    assert.deepEqual(
      messages.map(({ role }) => role),
      ['system', 'user', 'assistant'],
    );
    assert.equal(messages[2]?.content, 'A cat');
    await workbench.run('View: Close All Editors');
  });

  it('examples are copied behind those of another file, byte for byte', async () => {
    const before = onDisk('more.jsonl');
    const page = await workbench.openPage('train.jsonl');
    await row(page, 'What is number 4?').click();
    await workbench.page.keyboard.press('Shift+ArrowDown');
    await page.getByRole('button', { name: 'Copy 2 examples to file' }).click();
    await workbench.quickInput.fill('more');
    await workbench.pick('more.jsonl');
    const copied = onDisk('train.jsonl').split('\n').slice(4, 6).join('\n');
    await until(() => onDisk('more.jsonl') === `${before}\n${copied}\n`);
  });

  it('into a file that is open they are an edit that can be taken back', async () => {
    const shown = await workbench.openPage('shown.jsonl');
    await shown.getByText('10 examples', { exact: true }).waitFor();
    const before = onDisk('shown.jsonl');
    await workbench.openFile('train.jsonl');
    await workbench.run('Vision Fine-Tuning: Copy Examples to File');
    await workbench.quickInput.fill('shown');
    await workbench.pick('shown.jsonl');
    await workbench.openFile('shown.jsonl');
    await workbench.page.locator('.tab.dirty.active', { hasText: 'shown.jsonl' }).waitFor();
    await shown.getByText('12 examples', { exact: true }).waitFor();
    assert.equal(onDisk('shown.jsonl'), before);
    await row(shown, 'What is number 0?').first().click();
    await workbench.page.keyboard.press('Control+z');
    await shown.getByText('10 examples', { exact: true }).waitFor();
  });

  it('Ctrl+C and Ctrl+V carry lines from file to file; other text is refused', async () => {
    const page = await workbench.openPage('train.jsonl');
    await row(page, 'What is number 7?').click();
    await workbench.page.keyboard.press('Control+c');
    const line = `${onDisk('train.jsonl').split('\n')[7] ?? ''}\n`;
    await setTimeout(500);
    assert.equal(await workbench.page.evaluate(() => navigator.clipboard.readText()), line);
    const shown = await workbench.openPage('shown.jsonl');
    await row(shown, 'What is number 1?').click();
    await workbench.page.keyboard.press('Control+v');
    await shown.locator('h1', { hasText: 'Example 3 of 11' }).waitFor();
    await workbench.page.keyboard.press('Control+s');
    await workbench.page.locator('.tab.active:not(.dirty)', { hasText: 'shown.jsonl' }).waitFor();
    assert.equal(`${onDisk('shown.jsonl').split('\n')[2] ?? ''}\n`, line);
    await workbench.page.evaluate(() => navigator.clipboard.writeText('{"messages": []}\nnothing'));
    await row(shown, 'What is number 1?').click();
    await workbench.page.keyboard.press('Control+v');
    await shown.getByText('Nothing was pasted: line 2 of the clipboard is no JSON object.').waitFor();
  });

  it('the user says which files open here by themselves', async () => {
    const { server } = await session();
    const settings = () => readFileSync(join(server.home, 'data/User/settings.json'), 'utf8');
    await workbench.run('View: Close All Editors');
    await workbench.run('Vision Fine-Tuning: Choose Which Files Open in the Dataset Editor');
    await workbench.pick('No files: they open as text');
    await until(() => settings().includes('"*.jsonl": "default"'));
    await openFromExplorer('train.jsonl');
    await lens().first().waitFor();
    await workbench.run('Vision Fine-Tuning: Choose Which Files Open in the Dataset Editor');
    await workbench.pick('Files of certain names or folders');
    await workbench.page.locator('.quick-input-message', { hasText: 'Patterns with commas' }).waitFor();
    await workbench.answer('*.jsonl, *.ndjson');
    await until(() => settings().includes('"*.ndjson": "visionFineTuning.dataset"'));
    await workbench.run('View: Close All Editors');
    await openFromExplorer('old.ndjson');
    const page = await visibleWebview(workbench.page, 'article');
    await row(page, 'What is number 0?').waitFor();
    assert.ok((await menuOf('old.ndjson')).includes('Check Training File'));
    await workbench.run('Vision Fine-Tuning: Choose Which Files Open in the Dataset Editor');
    await workbench.pick('All .jsonl files');
    await until(() => settings().includes('"*.jsonl": "visionFineTuning.dataset"') && !settings().includes('ndjson'));
  });
});
