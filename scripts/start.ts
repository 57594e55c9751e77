// npm start [-- --no-serve | --desktop] [--port N]: builds, runs the whole job on a copy of the sample, prints the
// report, then opens that copy in a real VS Code with the packed extension: served on 127.0.0.1, or on the desktop.
import { execFileSync, spawn } from 'node:child_process';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { codeLauncher } from '../test/support/desktop.ts';
import { ROOT } from '../test/support/paths.ts';
import { startServer } from '../test/support/server.ts';
import { DEMO, runDemo } from './demo.ts';
import { VSIX } from './vsix.ts';

const { values: flags } = parseArgs({
  options: {
    desktop: { type: 'boolean', default: false },
    'no-serve': { type: 'boolean', default: false },
    port: { type: 'string', default: '8765' },
  },
});

try {
  const launcher = codeLauncher();
  if (flags.desktop && !launcher)
    throw new Error('No `code` on the path: install its command line, or set VSCODE_EXECUTABLE to it.');
  console.log('> Build');
  script('esbuild.mjs', '--production');
  await runDemo();
  if (flags.desktop && launcher) openDesktop(launcher);
  else if (!flags['no-serve'] && process.stdout.isTTY) await serve(Number(flags.port));
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

function script(...args: string[]): void {
  execFileSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
}

function pack(): void {
  console.log('\n> Package the extension');
  script('scripts/package.ts');
}

function openDesktop(launcher: string): void {
  pack();
  const shell = process.platform === 'win32';
  execFileSync(launcher, ['--install-extension', VSIX, '--force'], { stdio: 'inherit', shell });
  spawn(launcher, [DEMO], { detached: true, stdio: 'ignore', shell }).unref();
  console.log(`\nOpened ${relative(ROOT, DEMO)} in VS Code.`);
}

async function serve(port: number): Promise<void> {
  pack();
  console.log('\n> Serve VS Code');
  const server = await startServer({ vsix: VSIX, port, interactive: true, say: console.log });
  const stopped = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
  });
  console.log(`\nOpen ${server.url}/?folder=${encodeURIComponent(DEMO)}\nCtrl+C stops it.`);
  await stopped;
  await server.stop();
}
