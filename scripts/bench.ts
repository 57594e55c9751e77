// npm run bench [-- NAME...]: every test/bench/NAME.bench.ts one after the other. They measure and never fail for what
// they measure; only one that stops before its end does.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../test/support/paths.ts';

const ENDING = '.bench.ts';
const folder = join(ROOT, 'test/bench');
const chosen = parseArgs({ allowPositionals: true }).positionals;
const names = readdirSync(folder)
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length))
  .toSorted();
const unknown = chosen.filter((name) => !names.includes(name));
if (unknown.length > 0) throw new Error(`No benchmark is called ${unknown.join(', ')}; they are ${names.join(', ')}.`);

const load = () => `load ${loadavg()[0]?.toFixed(1) ?? '?'}`;
console.log(`node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${load()}`);
for (const name of names.filter((each) => chosen.length === 0 || chosen.includes(each))) {
  const { status } = spawnSync(process.execPath, [join(folder, name + ENDING)], { cwd: ROOT, stdio: 'inherit' });
  if (status === 0) continue;
  console.error(`${name} stopped before its end`);
  process.exitCode = 1;
}
console.log(load());
