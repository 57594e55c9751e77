import assert from 'node:assert/strict';
import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { WorkerClient } from '../../../src/host/workerClient.ts';
import { folderWith } from '../../support/fixtures.ts';

describe('the worker thread', () => {
  it('that runs out of memory says so in one sentence, and another one takes its place', async function () {
    this.timeout(60_000);
    const folder = await folderWith({
      'greedy.mjs': `import { parentPort } from 'node:worker_threads';
        const held = [];
        parentPort.on('message', () => { for (;;) held.push(Array.from({ length: 1e5 }, Math.random)); });`,
    });
    const logged: unknown[] = [];
    const log = { error: (...said: unknown[]) => void logged.push(said) };
    const worker = new WorkerClient(join(folder, 'greedy.mjs'), log, 64);
    try {
      const ask = () => worker.run((tasks, task) => tasks.sharedPrefix(task, { path: 'any' }));
      for (let turn = 0; turn < 2; turn++)
        await assert.rejects(ask(), /^Error: The memory for this ran out \(64 MB\); nothing was changed/);
      assert.equal(logged.length, 2);
    } finally {
      await worker.dispose();
      await rm(folder, { recursive: true });
    }
  });
});
