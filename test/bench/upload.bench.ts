// Uploading 600 MB to the baseline server on this machine, in parts, against curl sending the same bytes in one request.
import { execFileSync, spawn } from 'node:child_process';
import { open, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../support/paths.ts';
import { median, report, reportValue, type Pairs } from './measure.ts';
import { peakOf } from './processMemory.ts';

const ROUNDS = 5;
const BYTES = 600e6;
const CLI = join(ROOT, 'dist/cli.js');
const LINE = `${JSON.stringify({ messages: [{ role: 'user', content: 'x'.repeat(999_000) }] })}\n`;

async function serve(data: string) {
  const server = spawn(process.execPath, [CLI, 'serve', '--data', data], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(server.stdout))
    return { ...(JSON.parse(line) as { baseURL: string; apiKey: string }), stop: () => server.kill() };
  throw new Error('The server did not start.');
}

const folder = await mkdtemp(join(tmpdir(), 'vision-ft-bench-'));
const { baseURL, apiKey, stop } = await serve(join(folder, 'server'));
process.env['VISION_FT_API_KEY'] = apiKey;
try {
  const [large, small] = [join(folder, 'large.jsonl'), join(folder, 'small.jsonl')];
  const file = await open(large, 'w');
  for (let bytes = 0; bytes < BYTES; bytes += LINE.length) await file.write(LINE);
  await file.close();
  await writeFile(small, LINE);

  const send = async (path: string, round: number) => {
    const start = performance.now();
    const args = ['upload', path, '--provider', 'baseline', '--base-url', baseURL, '--quiet'];
    // what was sent before is noted in this folder
    const peak = await peakOf(process.execPath, [CLI, ...args, '--data', join(folder, `${round}`)]);
    return { ms: performance.now() - start, peak };
  };
  const curl = (path: string) => {
    const start = performance.now();
    const form = ['-F', 'purpose=fine-tune', '-F', `file=@${path}`];
    execFileSync('curl', [
      '-sf',
      '-o',
      '/dev/null',
      '-H',
      `Authorization: Bearer ${apiKey}`,
      ...form,
      `${baseURL}/files`,
    ]);
    return performance.now() - start;
  };
  const times: Pairs = { ours: [], theirs: [] };
  const peaks: number[] = [];
  const { peak: resting } = await send(small, 0);
  for (let round = 1; round <= ROUNDS + 1; round++) {
    const { ms, peak } = await send(large, round);
    const theirs = curl(large);
    if (round === 1) continue;
    times.ours.push(ms);
    times.theirs.push(theirs);
    peaks.push(peak);
  }
  report('upload of 600 MB in parts against curl, whole processes', times, 'at most 1.25');
  reportValue(
    'memory above a small file',
    `${(median(peaks) - resting).toFixed(0)} MB (${resting.toFixed(0)} MB with it)`,
    'at most 150',
  );
} finally {
  stop();
  await rm(folder, { recursive: true, force: true });
}
