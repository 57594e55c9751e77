import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { locked } from './lock.ts';
import { NATIVE_STAND_INS } from './nativeStandIns.ts';
import { npm } from './npm.ts';
import { TOOLS } from './paths.ts';

/** code-server 4.139.1 serves VS Code 1.139. */
const VERSION = '4.139.1';
const STAMP = `code-server ${VERSION}, layout 1\n`;

/** Fetches code-server from npm on first use, into .vscode-test/, and returns the script that starts it. */
export async function codeServer(say: (line: string) => void): Promise<string> {
  const home = join(TOOLS, 'code-server');
  const stamp = join(home, 'ready');
  const ready = async () => (await readFile(stamp, 'utf8').catch(() => '')) === STAMP;
  if (!(await ready()))
    await locked(join(TOOLS, 'code-server.lock'), async () => {
      if (!(await ready())) await install(home, stamp, say);
    });
  return join(home, 'node_modules/code-server/out/node/entry.js');
}

async function install(home: string, stamp: string, say: (line: string) => void): Promise<void> {
  say(`Fetching code-server ${VERSION} from npm into .vscode-test/ (once, about half a minute) ...`);
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'package.json'), '{ "private": true }\n');
  // No install scripts: they would compile native modules that tests do not need.
  await npm(home, 'install', '--ignore-scripts', '--omit=dev', `code-server@${VERSION}`);
  const vscode = join(home, 'node_modules/code-server/lib/vscode');
  await npm(vscode, 'install', '--ignore-scripts', '--omit=dev');
  for (const [file, text] of Object.entries(NATIVE_STAND_INS))
    await writeFile(join(vscode, 'node_modules', file), text);
  for (const unused of ['@github/copilot-sdk-linux-x64', '@microsoft/mxc-sdk/bin'])
    await rm(join(vscode, 'node_modules', unused), { recursive: true, force: true });
  await writeFile(stamp, STAMP);
}
