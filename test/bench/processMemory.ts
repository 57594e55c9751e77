import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How often a running process is asked for its peak: the last answer before its end counts. */
const ASKING_MS = 20;

/**
 * Runs a program to its end and returns the most memory it held, in MB, as Linux counts it; NaN on other systems.
 * Throws where it fails.
 */
export async function peakOf(command: string, args: readonly string[]): Promise<number> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  let peak = NaN;
  const timer = setInterval(() => {
    peak = peakSoFar(child.pid) ?? peak;
  }, ASKING_MS);
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    });
    if (status !== 0) throw new Error(`${[command, ...args].join(' ')} ended with ${status ?? 'a signal'}.`);
  } finally {
    clearInterval(timer);
  }
  return peak;
}

function peakSoFar(pid: number | undefined): number | undefined {
  try {
    const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid ?? ''}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1000;
  } catch {
    return undefined;
  }
}

/** Memory of the extension host in a process group, in MB. Throws where there is not exactly one. */
export function extensionHostMemory(group: number): number {
  const hosts = execFileSync('ps', ['-eo', 'pgid=,rss=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((found) => Number(found?.[1]) === group && found?.[3]?.includes('--type=extensionHost'));
  const [host, ...others] = hosts;
  if (!host || others.length > 0) throw new Error(`${hosts.length} extension hosts run in the process group ${group}.`);
  return Number(host[2]) / 1000;
}
