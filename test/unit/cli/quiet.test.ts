import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import type { CliContext } from '../../../src/cli/context.ts';
import { runCli } from '../../support/cliRun.ts';
import { completion, startFaultServer, type FaultServer } from '../../support/faultServer.ts';
import { folderWith, pngUrl } from '../../support/fixtures.ts';

const line = (id: number) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: `Question [${id}]: What is it?` },
      { role: 'assistant', content: 'A ball' },
    ],
  });

describe('--quiet', () => {
  let folder: string;
  let server: FaultServer;
  before(async () => {
    folder = await folderWith({
      'test.jsonl': [1, 2].map(line).join('\n'),
      'rows.csv': `image,question,answer\n"${await pngUrl(8, 8)}",What?,Red\n`,
      'a.recipe.json': JSON.stringify({ source: { path: 'rows.csv' }, sample: { train: 1 }, prompt: {} }),
    });
    server = await startFaultServer(
      () => completion('A ball'),
      ({ text }) => (text.includes('[2]') ? { status: 400, message: 'too round' } : undefined),
    );
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const run = (args: string[], changes?: Partial<CliContext>) => runCli(folder, [...args, '--quiet'], changes);
  const evaluate = (out: string) => [
    'evaluate',
    'test.jsonl',
    '--model',
    'm',
    '--base-url',
    server.baseURL,
    '--out',
    out,
  ];

  it('leaves progress and messages out, on a terminal too, and prints the result', async () => {
    const bar: string[] = [];
    const terminal = { terminal: true, status: (text: string) => bar.push(text) };
    for (const changes of [{}, terminal]) {
      const { status, printed, said } = await run(['build', 'a.recipe.json'], changes);
      assert.deepEqual([status, said, bar], [0, '', []]);
      assert.match(printed, /^train\.jsonl: 1 example, 1 image/);
    }
  });

  it('leaves the one sentence of a command that cannot run', async () => {
    const { status, said } = await run(['lint', 'none.jsonl']);
    assert.deepEqual([status, said], [2, 'none.jsonl cannot be read: there is no such file.']);
    assert.match((await run(['lint', 'test.jsonl', '--purpos', 'train'])).said, /unknown option '--purpos'/);
  });

  it('leaves the one sentence of a command that could not do all', async () => {
    const { status, said, printed } = await run([...evaluate('run'), '--yes']);
    assert.equal(status, 1);
    assert.match(said, /^1 example failed, the first with: 400 too round; --retry-errors asks again\.$/);
    assert.match(printed, /1 of 2 examples answered/);
  });

  it('still tells what somebody is asked to agree to', async () => {
    const asked: string[] = [];
    const confirm = (question: string) => {
      asked.push(question);
      return Promise.resolve(false);
    };
    const { status, said } = await run(evaluate('asked'), { confirm });
    assert.deepEqual([status, said], [2, 'Nothing was sent.']);
    assert.match(asked.join(), /^2 of the 2 examples of test\.jsonl go to m at http.*\.\nGo on\?$/);
  });
});
