import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { codeServer } from './codeServer.ts';

/** A running code-server with its own port, user data and extensions. */
export interface Server {
  url: string;
  port: number;
  /** user data, extensions and the server's log */
  home: string;
  log: string;
  /** process group of the server and its extension hosts */
  readonly group: number;
  /** Kills it and its extension hosts on the spot (SIGKILL), as a crash does, and starts it anew on the same data. */
  crashAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** installed before the start */
  vsix?: string;
  /** user settings beside the quiet defaults */
  settings?: Record<string, unknown>;
  env?: Record<string, string | undefined>;
  /** a port to prefer; any free one otherwise */
  port?: number;
  /** for a person to look at: the workbench then is the ordinary one, without the switch tests need */
  interactive?: boolean;
  say?: (line: string) => void;
}

/** Nothing looks outside, nothing asks, nothing greets. */
const QUIET_SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'editor.cursorBlinking': 'solid',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'git.enabled': false,
  // built files are often ignored by git; the file picker is to find them all the same
  'search.useIgnoreFiles': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'files.autoSave': 'off',
  'files.simpleDialog.enable': true,
  'window.restoreWindows': 'none',
  'typescript.disableAutomaticTypeAcquisition': true,
};

const run = promisify(execFile);
const environment = (more: Record<string, string | undefined> = {}) => ({
  ...process.env,
  NODE_OPTIONS: '',
  EXTENSIONS_GALLERY: '{}',
  ...more,
});

/** Starts a code-server and waits until it answers. Throws with its output where it does not within half a minute. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const entry = await codeServer(options.say ?? (() => undefined));
  const home = await mkdtemp(join(tmpdir(), 'vision-ft-'));
  const log = join(home, 'server.log');
  const common = ['--user-data-dir', join(home, 'data'), '--extensions-dir', join(home, 'extensions')];
  common.push('--config', join(home, 'config.yaml'));
  await mkdir(join(home, 'data/User'), { recursive: true });
  await mkdir(join(home, 'extensions'));
  const settings = { ...QUIET_SETTINGS, ...options.settings };
  await writeFile(join(home, 'data/User/settings.json'), JSON.stringify(settings, null, 2));
  if (options.vsix) {
    const install = [entry, ...common, '--install-extension', options.vsix, '--force'];
    await run(process.execPath, install, { env: environment() });
  }
  const port = await freePort(options.port);
  const flags = ['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check'];
  // an extension host whose page was closed ends soon, and takes nothing from the next
  flags.push('--reconnection-grace-time', '10');
  flags.push('--disable-workspace-trust', '--disable-getting-started-override');
  // Without this switch a built workbench ignores the paths of an extension under development and of its tests.
  if (!options.interactive) flags.push('--vscode-option', 'enable-smoke-test-driver');
  const url = `http://127.0.0.1:${port}`;
  const file = createWriteStream(log);
  const start = async () => {
    const child = spawn(process.execPath, [entry, ...common, ...flags], {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: environment(options.env),
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        file.write(chunk);
        output = (output + chunk.toString()).slice(-4000);
      });
    const deadline = Date.now() + 30_000;
    while (!(await answers(`${url}/healthz`))) {
      if (child.exitCode !== null || Date.now() > deadline) {
        await end(child);
        throw new Error(`code-server did not start:\n${output}`);
      }
      await sleep(100);
    }
    return child;
  };
  const clear = async () => {
    file.end();
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
  };
  let child = await start().catch(async (error: unknown) => {
    await clear();
    throw error;
  });
  return {
    url,
    port,
    home,
    log,
    get group() {
      return child.pid ?? NaN;
    },
    async crashAndRestart() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      signalGroup(child, 'SIGKILL');
      await gone;
      child = await start();
    },
    async stop() {
      await end(child);
      await clear();
    },
  };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

/** The server is the leader of a process group of its own; the extension hosts are in it. */
async function end(child: ChildProcess): Promise<void> {
  const gone = child.exitCode === null ? new Promise((resolve) => child.once('exit', resolve)) : Promise.resolve();
  signalGroup(child, 'SIGTERM');
  await Promise.race([gone, sleep(5000, undefined, { ref: false })]);
  signalGroup(child, 'SIGKILL');
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch {
    // already gone
  }
}

/** The port asked for when it is free, otherwise any. */
async function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      if (wanted) freePort().then(resolve, reject);
      else reject(error);
    });
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}
