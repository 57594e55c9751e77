import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { locked } from './lock.ts';
import { TOOLS } from './paths.ts';

const run = promisify(execFile);
/** Chromium without the parts that no window ever shows: the same pages for two thirds of the work. */
const SHELL = 'chromium-headless-shell';
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const INSTALL = ['install', '-y', '-qq', '--no-install-recommends', 'fonts-dejavu-core'];

/** A headless Chromium that reaches this machine alone. Throws one sentence with the command to run where none is found. */
export async function launchBrowser(say: (line: string) => void): Promise<Browser> {
  return chromium.launch({
    executablePath: await chromiumPath(say),
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
    // drawn as a person sees them
    ignoreDefaultArgs: ['--hide-scrollbars'],
  });
}

async function chromiumPath(say: (line: string) => void): Promise<string> {
  const found = find([SHELL]) ?? (await installed(say)) ?? find(NAMES);
  if (found) return found;
  throw new Error(
    'Browser tests need Chromium and none was found: run `sudo apt-get install chromium`, or set CHROME_PATH to one.',
  );
}

function find(names: readonly string[]): string | undefined {
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  return [process.env['CHROME_PATH'] ?? '', ...onPath, ...ELSEWHERE].find((file) => file !== '' && executable(file));
}

/** Installs Chromium where that needs no password; undefined where it does, or where apt has none or is not there. */
async function installed(say: (line: string) => void): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !executable('/usr/bin/apt-get')) return undefined;
  return locked(join(TOOLS, 'apt.lock'), async () => {
    if (find([SHELL])) return find([SHELL]);
    say('Installing Chromium with apt ...');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args: string[]) => run('apt-get', args, { env }).catch(() => undefined);
    await apt('update', '-qq');
    await apt(...INSTALL, SHELL);
    // Debian has it, others may not
    if (!find([SHELL, ...NAMES])) await apt(...INSTALL, 'chromium');
    return find([SHELL]);
  });
}

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
