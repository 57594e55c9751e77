// npm test [-- LAYER...]: every layer in its turn, then one line that adds them up. A layer that stops without
// having counted its tests has failed, whatever it printed.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { RESULTS, ROOT } from '../test/support/paths.ts';
import type { Tally } from '../test/support/reporter.ts';
import { TURNS, type Layer } from './layers.ts';

const LAYERS = TURNS.flat();
const chosen = parseArgs({ allowPositionals: true }).positionals;
/** A layer by its name, or both of its halves. */
const isCalled = (layer: Layer, name: string) => layer.name === name || layer.name.startsWith(`${name} `);
const unknown = chosen.filter((name) => !LAYERS.some((layer) => isCalled(layer, name)));
if (unknown.length > 0)
  throw new Error(`No layer is called ${unknown.join(', ')}; they are ${LAYERS.map(({ name }) => name).join(', ')}.`);

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS);
const NOTHING: Tally = { passed: 0, failed: 0, failures: [], skipped: [], retried: [] };
const total = structuredClone(NOTHING);
const failedLayers: string[] = [];
for (const turn of TURNS) {
  const layers = turn.filter((layer) => chosen.length === 0 || chosen.some((name) => isCalled(layer, name)));
  await Promise.all(layers.map((layer) => take(layer, layers.length > 1)));
}

console.log('');
for (const title of total.retried) console.log(`tried again: ${title}`);
for (const title of total.failures) console.log(`failed: ${title}`);
for (const { title, reason } of total.skipped) console.log(`skipped: ${title} (${reason})`);
if (failedLayers.length > 0) console.log(`failed: ${failedLayers.join(', ')}; pictures and logs are in test-results/`);
console.log(inWords(total));
process.exitCode = total.failed > 0 ? 1 : 0;

/** Runs a layer and adds it up. What it says is held back to its end where others run meanwhile. */
async function take(layer: Layer, held: boolean): Promise<void> {
  const started = Date.now();
  const said: string[] = [];
  const say = (text: string) => (held ? said.push(text) : process.stdout.write(text));
  say(`\n== ${layer.name}\n`);
  const tally = await run(layer, say);
  say(`== ${layer.name}: ${inWords(tally)} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
  process.stdout.write(said.join(''));
  total.passed += tally.passed;
  total.failed += tally.failed;
  total.failures.push(...tally.failures);
  total.skipped.push(...tally.skipped);
  total.retried.push(...tally.retried);
  if (tally.failed > 0) failedLayers.push(layer.name);
}

async function run(layer: Layer, say: (text: string) => unknown): Promise<Tally> {
  if (layer.needs && failedLayers.includes(layer.needs)) {
    say(`${layer.name} needs ${layer.needs}, which failed\n`);
    return { ...NOTHING, failed: 1 };
  }
  const tallyFile = join(RESULTS, `${layer.name}.json`);
  let ok = true;
  for (const command of layer.commands) ok = (await succeeds(command, tallyFile, say)) && ok;
  if (!layer.counts) return { ...NOTHING, passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
  const tally = readTally(tallyFile);
  if (!ok && tally.failed === 0) {
    say(`${layer.name} stopped before it had run all of its tests\n`);
    tally.failed = 1;
  }
  return tally;
}

/** Runs a script on the node that runs us, which then is the first on the path of whatever the script starts. */
async function succeeds(
  [...args]: readonly string[],
  tallyFile: string,
  say: (text: string) => unknown,
): Promise<boolean> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`,
      TEST_TALLY: tallyFile,
    },
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', say);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      // its last words; a server that outlives it may hold the pipe for ever
      const ended = () => {
        resolve(code === 0);
      };
      child.once('close', ended);
      setTimeout(ended, 1000);
    });
  });
}

/** A layer that counted nothing, not even a failure, did not run. */
function readTally(file: string): Tally {
  try {
    const tally = JSON.parse(readFileSync(file, 'utf8')) as Tally;
    return tally.passed + tally.failed + tally.skipped.length > 0 ? tally : { ...tally, failed: 1 };
  } catch {
    return { ...NOTHING, failed: 1 };
  }
}

function inWords({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
}
