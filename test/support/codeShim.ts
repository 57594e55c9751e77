#!/usr/bin/env node
// Takes the place of the desktop program: understands the arguments that @vscode/test-electron passes and runs the
// suite in the extension host of a code-server, its output on our own, its result as our exit status.
import { mkdir, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser } from './chromium.ts';
import { RESULTS } from './paths.ts';
import { startServer } from './server.ts';
import { Workbench } from './workbench.ts';

const TIME_LIMIT = 300_000;
/** What the extension host itself tells the console; none of it is the suite's. */
const NOISE =
  /^(Ignoring fetching|Resolv|Creating a socket|\[reconnection|\[Service Worker|\[AgentHost|\[AccountPolicy|\[driver|Updating additional|Timed out waiting for authentication)/;

const { values, positionals } = parseArgs({
  strict: false,
  options: { extensionDevelopmentPath: { type: 'string' }, extensionTestsPath: { type: 'string' } },
});

function log(type: string, values: unknown[]): void {
  const line = asPrinted(values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))));
  if (!NOISE.test(line)) (type === 'error' ? process.stderr : process.stdout).write(`${line}\n`);
}

/** A console call's arguments with its format (%s, %c) applied. */
function asPrinted([format = '', ...rest]: string[]): string {
  const text = format.replace(/%([sdcoO])/g, (mark, kind) =>
    rest.length === 0 ? mark : kind === 'c' ? dropped() : taken(),
  );
  return [text, ...rest].join(' ');
  function taken(): string {
    return rest.shift() ?? '';
  }
  function dropped(): string {
    rest.shift();
    return '';
  }
}

const server = await startServer({ say: console.error, env: process.env });
const browser = await launchBrowser(console.error);
try {
  process.exitCode = await new Promise<number>((resolve, reject) => {
    setTimeout(() => {
      reject(new Error(`The tests in the extension host did not end within ${TIME_LIMIT / 60_000} minutes.`));
    }, TIME_LIMIT).unref();
    Workbench.open(browser, server, {
      folder: positionals[0] ?? process.cwd(),
      extension: String(values['extensionDevelopmentPath']),
      tests: String(values['extensionTestsPath']),
      expose: {
        codeAutomationLog: log,
        codeAutomationExit: (code: number) => {
          resolve(code);
        },
      },
    }).catch(reject);
  });
} finally {
  if (process.exitCode !== 0) {
    await mkdir(RESULTS, { recursive: true });
    await copyFile(server.log, join(RESULTS, 'extension-server.log'));
    for (const page of browser.contexts().flatMap((context) => context.pages()))
      await page.screenshot({ path: join(RESULTS, 'extension.png') }).catch(() => undefined);
  }
  await browser.close();
  await server.stop();
}
