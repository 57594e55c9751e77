#!/usr/bin/env node
import nodeModule from 'node:module';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import type { CliContext } from './cli/context.ts';

// what was compiled once is kept (Node 22 and later), also of the commands: they come in behind this
(nodeModule.enableCompileCache as (() => unknown) | undefined)?.();

/** The real process as a context. */
function processContext(): CliContext {
  const interrupted = new AbortController();
  process.once('SIGINT', () => {
    interrupted.abort();
  });
  return {
    print: (line) => process.stdout.write(`${line}\n`),
    say: (line) => process.stderr.write(`${line}\n`),
    terminal: process.stderr.isTTY,
    status: process.stderr.isTTY ? (text) => process.stderr.write(`\r\u001b[2K${text}`) : undefined,
    env: process.env,
    cwd: process.cwd(),
    signal: interrupted.signal,
    async confirm(question) {
      if (!process.stdin.isTTY) return undefined;
      const prompt = createInterface({ input: process.stdin, output: process.stderr });
      const answer = await prompt.question(`${question} [y/N] `);
      prompt.close();
      return /^y(es)?$/i.test(answer.trim());
    },
    input: () => (process.stdin.isTTY ? Promise.resolve(undefined) : text(process.stdin)),
  };
}

// whoever read the results has seen enough (`| head`)
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
const { main } = await import('./cli/program.ts');
process.exitCode = await main(process.argv.slice(2), processContext());
