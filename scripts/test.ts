// npm test [-- LAYER...]: every layer one after the other, then one line that adds them up. A layer that stops without
// having counted its tests has failed, whatever it printed.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { RESULTS, ROOT } from '../test/support/paths.ts';
import type { Tally } from '../test/support/reporter.ts';
import { LAYERS, type Layer } from './layers.ts';

const chosen = parseArgs({ allowPositionals: true }).positionals;
const unknown = chosen.filter((name) => !LAYERS.some((layer) => layer.name === name));
if (unknown.length > 0)
  throw new Error(`No layer is called ${unknown.join(', ')}; they are ${LAYERS.map(({ name }) => name).join(', ')}.`);

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS);
const total: Tally = { passed: 0, failed: 0, skipped: [], retried: [] };
const failedLayers: string[] = [];
for (const layer of LAYERS.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
  const started = Date.now();
  console.log(`\n== ${layer.name}`);
  const tally = await run(layer);
  console.log(`== ${layer.name}: ${inWords(tally)} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  total.passed += tally.passed;
  total.failed += tally.failed;
  total.skipped.push(...tally.skipped);
  total.retried.push(...tally.retried);
  if (tally.failed > 0) failedLayers.push(layer.name);
}

console.log('');
for (const title of total.retried) console.log(`tried again: ${title}`);
for (const { title, reason } of total.skipped) console.log(`skipped: ${title} (${reason})`);
if (failedLayers.length > 0) console.log(`failed: ${failedLayers.join(', ')}; pictures and logs are in test-results/`);
console.log(inWords(total));
process.exitCode = total.failed > 0 ? 1 : 0;

async function run(layer: Layer): Promise<Tally> {
  if (layer.needs && failedLayers.includes(layer.needs)) {
    console.log(`${layer.name} needs ${layer.needs}, which failed`);
    return { passed: 0, failed: 1, skipped: [], retried: [] };
  }
  const tallyFile = join(RESULTS, `${layer.name}.json`);
  let ok = true;
  for (const command of layer.commands) ok = (await succeeds(command, tallyFile)) && ok;
  if (!layer.counts) return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: [], retried: [] };
  const tally = readTally(tallyFile);
  if (!ok && tally.failed === 0) {
    console.log(`${layer.name} stopped before it had run all of its tests`);
    tally.failed = 1;
  }
  return tally;
}

/** Runs a script on the node that runs us, which then is the first on the path of whatever the script starts. */
async function succeeds([...args]: readonly string[], tallyFile: string): Promise<boolean> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`,
      TEST_TALLY: tallyFile,
    },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code === 0);
    });
  });
}

/** A layer that counted nothing, not even a failure, did not run. */
function readTally(file: string): Tally {
  try {
    const tally = JSON.parse(readFileSync(file, 'utf8')) as Tally;
    return tally.passed + tally.failed + tally.skipped.length > 0 ? tally : { ...tally, failed: 1 };
  } catch {
    return { passed: 0, failed: 1, skipped: [], retried: [] };
  }
}

function inWords({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
}
