import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pngUrl } from '../support/fixtures.ts';
import { chatLine, trainingFile } from '../support/lines.ts';
import { until } from '../support/until.ts';
import { visibleWebview } from '../support/webview.ts';
import type { Workbench } from '../support/workbench.ts';
import { workbenchWith } from './session.ts';

describe('exporting for another trainer', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  let folder: string;

  before(async () => {
    const line = chatLine('What colour is it?', 'Teal', await pngUrl(30, 20));
    ({ workbench, folder } = await workbenchWith({
      'train.jsonl': `${trainingFile(4)}\n${line}\n`,
      'validation.jsonl': trainingFile(2),
      'web.jsonl': chatLine('What is it?', 'A cat', 'https://example.org/cat.png'),
    }));
  });
  after(() => workbench.close());

  const button = (name: string) => workbench.page.locator(`.editor-actions [aria-label^="${name}"]:visible`).first();
  const step = (number: number) =>
    workbench.page.locator('.quick-input-title', { hasText: `Export for Training Elsewhere (${number}/3)` }).waitFor();
  const told = async (start: string) => {
    let found: string | undefined;
    await until(async () => {
      found = (await workbench.notifications()).find((message) => message.includes(start));
      return found !== undefined;
    }, 60_000);
    return found ?? '';
  };
  const exportOpen = async (trainer: string, validation: string, into: string) => {
    await button('More Actions').click();
    await workbench.choose('Export for…');
    await step(1);
    await workbench.pick(trainer);
    await step(2);
    await workbench.pick(validation);
    await step(3);
    await workbench.answer(into);
  };

  it('asks who trains, with which validation file and where to, and leads to the instructions', async () => {
    await workbench.openPage('train.jsonl');
    await exportOpen('LLaMA-Factory', 'validation.jsonl', 'for-my-gpus');
    assert.match(
      await told('Exported for'),
      /for LLaMA-Factory to for-my-gpus: train\.jsonl 5, validation\.jsonl 2 ex/,
    );
    const written = await readdir(join(folder, 'for-my-gpus'));
    assert.deepEqual(written.sort(), [
      'README.md',
      'config.yaml',
      'dataset_info.json',
      'images',
      'train.jsonl',
      'validation.jsonl',
    ]);
    assert.match(await readFile(join(folder, 'for-my-gpus', 'config.yaml'), 'utf8'), /^dataset: "train"$/m);
    await workbench.run('Notifications: Show Notifications');
    const message = workbench.page.locator('.notifications-center .notification-list-item').first();
    await message.hover();
    await message.getByRole('button', { name: 'Open Instructions' }).click();
    await visibleWebview(workbench.page, 'h2:has-text("Train on several GPUs")');
    await workbench.run('View: Close All Editors');
    await workbench.run('Notifications: Clear All Notifications');
  });

  it('says in one sentence why a file cannot be exported, and writes nothing', async () => {
    const before = await readdir(folder);
    await workbench.openPage('web.jsonl');
    await exportOpen('TRL', 'No validation file', 'nowhere');
    assert.match(await told('was not exported'), /1 line has an image behind a web address, which TRL does not load/);
    assert.deepEqual(await readdir(folder), before);
  });
});
