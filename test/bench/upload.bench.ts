// Uploading 600 MB to the baseline server on this machine, in parts, against curl doing the same: parts, several at a
// time, and the MD5 sum of all. In one request, which a vendor does not take, curl spares the server the joining.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { ROOT } from '../support/paths.ts';
import { median, report, reportValue, type Pairs } from './measure.ts';
import { peakOf } from './processMemory.ts';

const ROUNDS = 5;
const BYTES = 600e6;
/** As the command sends it. */
const PART = 32 * 1024 ** 2;
const CLI = join(ROOT, 'dist/cli.js');
const LINE = `${JSON.stringify({ messages: [{ role: 'user', content: 'x'.repeat(999_000) }] })}\n`;

const run = async (command: string, args: readonly string[]) => (await promisify(execFile)(command, args)).stdout;

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
  const auth = ['-sf', '-H', `Authorization: Bearer ${apiKey}`];
  const inOneRequest = async (path: string) => {
    const form = ['-F', 'purpose=fine-tune', '-F', `file=@${path}`];
    await run('curl', [...auth, '-o', '/dev/null', ...form, `${baseURL}/files`]);
  };
  await run('split', ['-b', String(PART), '-d', '-a', '3', large, join(folder, 'part-')]);
  const pieces = Array.from({ length: Math.ceil(BYTES / PART) }, (_, at) => `part-${String(at).padStart(3, '0')}`);
  const post = async <T>(path: string, body: object) =>
    JSON.parse(await run('curl', [...auth, '--json', JSON.stringify(body), `${baseURL}/uploads${path}`])) as T;
  const inParts = async (path: string) => {
    const { size } = await stat(path);
    const about = { bytes: size, filename: 'large.jsonl', mime_type: 'application/jsonl', purpose: 'fine-tune' };
    const { id } = await post<{ id: string }>('', about);
    const each = pieces.flatMap((piece, at) => [
      ...(at === 0 ? [] : ['--next']),
      ...[...auth, '-o', join(folder, `${piece}.json`), '-F', `data=@${join(folder, piece)}`],
      `${baseURL}/uploads/${id}/parts`,
    ]);
    const [sum] = await Promise.all([
      run('md5sum', [path]),
      run('curl', ['--parallel', '--parallel-max', '3', ...each]),
    ]);
    const answers = await Promise.all(pieces.map((piece) => readFile(join(folder, `${piece}.json`), 'utf8')));
    const part_ids = answers.map((answer) => (JSON.parse(answer) as { id: string }).id);
    await post(`/${id}/complete`, { part_ids, md5: sum.slice(0, 32) });
  };
  const timed = async (work: Promise<unknown>) => {
    const start = performance.now();
    await work;
    return performance.now() - start;
  };
  const times: Pairs = { ours: [], theirs: [] };
  const whole: number[] = [];
  const peaks: number[] = [];
  const { peak: resting } = await send(small, 0);
  for (let round = 1; round <= ROUNDS + 1; round++) {
    const { ms, peak } = await send(large, round);
    const theirs = await timed(inParts(large));
    const once = await timed(inOneRequest(large));
    if (round === 1) continue;
    whole.push(once);
    times.ours.push(ms);
    times.theirs.push(theirs);
    peaks.push(peak);
  }
  report('upload of 600 MB in parts against curl doing the same, whole processes', times, 'at most 1.25');
  report('the same against curl in one request', { ours: times.ours, theirs: whole }, 'at most 1.25');
  reportValue(
    'memory above a small file',
    `${(median(peaks) - resting).toFixed(0)} MB (${resting.toFixed(0)} MB with it)`,
    'at most 150',
  );
} finally {
  stop();
  await rm(folder, { recursive: true, force: true });
}
