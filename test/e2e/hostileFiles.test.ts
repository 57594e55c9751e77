import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { extensionHostMemory } from '../bench/processMemory.ts';
import { nested, writeEmptyLines, writeHugeLine } from '../support/hostileFiles.ts';
import { trainingFile } from '../support/lines.ts';
import { skipBecause } from '../support/skip.ts';
import { policyViolations, visibleWebview } from '../support/webview.ts';
import type { Workbench } from '../support/workbench.ts';
import { session, workbenchWith } from './session.ts';

/** MB the extension host may hold with a hostile file open; it needs some 200 for itself. */
const MOST_MEMORY = 600;

describe('hostile files in the packed extension', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  let folder: string;

  before(async function () {
    if (process.platform !== 'linux') skipBecause(this, 'memory and pipes are asked of Linux');
    ({ workbench, folder } = await workbenchWith({
      '<img src=x onerror=alert(1)>\u202egnp.jsonl': trainingFile(10),
      'deep.jsonl': `${nested(10_000)}\n`.repeat(10),
      'nothing.jsonl': '',
    }));
    await writeHugeLine(join(folder, 'huge.jsonl'), 900e6);
    await writeEmptyLines(join(folder, 'empty.jsonl'), 10_000_000);
    execFileSync('mkfifo', [join(folder, 'pipe.jsonl')]);
  });
  after(() => workbench.close());

  const bounded = async () => {
    const { server } = await session();
    const held = extensionHostMemory(server.group);
    assert.ok(held < MOST_MEMORY, `${held} MB`);
  };
  const harmless = async (page: Frame) => {
    assert.deepEqual(await policyViolations(page), []);
  };

  it('a line of 900 MB is one row that says it is too long, and one sentence of the linter', async () => {
    const page = await workbench.openPage('huge.jsonl');
    await page.getByRole('option').first().waitFor();
    assert.equal(await page.getByRole('option').count(), 1);
    await page.getByText('This line has 858 MB and was not looked into').waitFor({ timeout: 60_000 });
    await bounded();
    await harmless(page);
  });

  it('10 million empty lines open and scroll to the last one', async () => {
    const page = await workbench.openPage('empty.jsonl');
    await page.getByText('10,000,000 examples').first().waitFor({ timeout: 60_000 });
    await page.getByRole('option').first().click();
    await workbench.page.keyboard.press('End');
    await page.locator('h1', { hasText: '10,000,000 of 10,000,000' }).waitFor();
    await bounded();
    await harmless(page);
  });

  it('an example nested 10,000 deep is shown as far as it can be', async () => {
    const page = await workbench.openPage('deep.jsonl');
    await page.locator('h1', { hasText: 'Example 1 of 10' }).waitFor();
    await page.getByText('Yes').first().waitFor();
    await harmless(page);
  });

  it('a file name of markup and reversed letters is a name', async () => {
    await workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'onerror' }).dblclick();
    const page = await visibleWebview(workbench.page, 'article');
    await page.locator('h1', { hasText: 'Example 1 of 10' }).waitFor();
    assert.equal(await page.locator('img[src=x]').count(), 0);
    await harmless(page);
  });

  it('a pipe is refused in one sentence, and an empty file says that it is empty', async () => {
    let page = await workbench.openPage('nothing.jsonl');
    await page.getByText('nothing.jsonl is empty: every line of it will be one example.').waitFor();
    await workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'pipe.jsonl' }).dblclick();
    page = await visibleWebview(workbench.page, '.notice');
    await page.getByText('pipe.jsonl is a pipe or a device, not a file on a disk; copy it into one first.').waitFor();
  });
});
