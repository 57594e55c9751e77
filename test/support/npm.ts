import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const QUIET = ['--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'];

/** Runs npm in a folder: the npm that started us where there is one, otherwise the one on the path. */
export async function npm(cwd: string, ...args: string[]): Promise<void> {
  const cli = process.env['npm_execpath'];
  if (cli) await run(process.execPath, [cli, ...args, ...QUIET], { cwd });
  else await run('npm', [...args, ...QUIET], { cwd, shell: process.platform === 'win32' });
}
