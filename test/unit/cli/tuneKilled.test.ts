import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import sharp from 'sharp';
import { runCli, type CliResult } from '../../support/cliRun.ts';
import type { Fault, SeenRequest } from '../../support/faultServer.ts';
import { folderWith } from '../../support/fixtures.ts';
import { trainingFile } from '../../support/lines.ts';
import { ROOT } from '../../support/paths.ts';
import { startVendor, type Vendor } from '../../support/vendorServer.ts';

const MODEL = 'gpt-4o-2024-08-06';
const TUNED = 'ft:gpt-4o-2024-08-06:mine';
const CREATE = 'POST /v1/fine_tuning/jobs';
const EVENTS = 'GET /v1/fine_tuning/jobs/ftjob-1/events';
const EVENT = { object: 'fine_tuning.job.event', level: 'info', type: 'message' };

interface Moment {
  /** Told before the body of this request is here. */
  arriving?: string;
  /** What becomes of this request when the process is killed. */
  at?: [request: string, fault: Fault];
  /** Jobs that the vendor has by then, and files. */
  jobs: number;
  files: number;
  /** The job ends while nobody follows it. */
  ends?: true;
}

const MOMENTS: Readonly<Record<string, Moment>> = {
  'during the upload': { arriving: 'POST /v1/files', jobs: 0, files: 0 },
  'after the upload, before the job is asked for': { at: ['GET /v1/fine_tuning/jobs', 'stall'], jobs: 0, files: 2 },
  'when the job was created and the answer is on its way': {
    at: [CREATE, 'carried out, not answered'],
    jobs: 1,
    files: 2,
  },
  'while the events are followed': { at: [EVENTS, 'stall'], jobs: 1, files: 2 },
  'while the events are followed, and the job ends meanwhile': { at: [EVENTS, 'stall'], jobs: 1, files: 2, ends: true },
};

describe('vision-ft tune', function () {
  this.timeout(120_000);
  let vendor: Vendor;
  let folder: string;
  let faultAt: (request: SeenRequest) => Fault | undefined;
  let arriving: (request: string) => void;
  /** More than what is on its way between two processes at a time. */
  let large: string;

  before(async () => {
    const raw = { width: 900, height: 900, channels: 3 as const };
    const noise = await sharp(randomBytes(900 * 900 * 3), { raw })
      .png()
      .toBuffer();
    large = trainingFile(12, `data:image/png;base64,${noise.toString('base64')}`);
  });

  beforeEach(async () => {
    [faultAt, arriving] = [() => undefined, () => undefined];
    vendor = await startVendor({
      fault: (request) => faultAt(request),
      arriving: (request) => {
        arriving(request);
      },
    });
  });
  afterEach(async () => {
    await vendor.close();
    await rm(folder, { recursive: true });
  });

  const filesOf = async (train: string) => {
    folder = await folderWith({ 'train.jsonl': train, 'validation.jsonl': trainingFile(10) });
  };
  const args = (...more: string[]) => [
    ...['tune', 'train.jsonl', '--model', MODEL, '--validation', 'validation.jsonl', '--yes'],
    ...['--base-url', vendor.baseURL, ...more],
  ];
  const nameOf = ({ method, path }: SeenRequest) => `${method} ${path}`;
  const finish = () => {
    const [job] = vendor.jobs;
    if (job) Object.assign(job, { status: 'succeeded', fine_tuned_model: TUNED });
  };

  /** Runs the command as a process of its own, to be killed on the spot. */
  function start(): { child: ChildProcess; ended: Promise<CliResult> } {
    const env = { ...process.env, VISION_FT_API_KEY: 'key-of-this-test' };
    const child = spawn(process.execPath, [join(ROOT, 'src/cli.ts'), ...args('--wait')], {
      ...{ cwd: folder, env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]).then(
      ([printed, said]): CliResult => ({ status: child.exitCode ?? -1, printed, said }),
    );
    return { child, ended };
  }

  for (const [moment, { arriving: killedAtStart, at, jobs, files, ends }] of Object.entries(MOMENTS))
    it(`killed ${moment} and run again: nothing is sent twice, and one job is created and followed`, async () => {
      await filesOf(killedAtStart === undefined ? trainingFile(12) : large);
      const { child, ended } = start();
      arriving = (request) => {
        if (request === killedAtStart) child.kill('SIGKILL');
      };
      faultAt = (request) => {
        if (nameOf(request) !== at?.[0]) return undefined;
        child.kill('SIGKILL');
        return at[1];
      };
      const { said } = await ended;
      assert.equal(child.signalCode, 'SIGKILL', said);
      assert.deepEqual([vendor.jobs.length, vendor.files.size], [jobs, files]);

      if (ends) finish();
      arriving = () => undefined;
      faultAt = (request) => {
        if (nameOf(request) === EVENTS) finish();
        return undefined;
      };
      const again = await start().ended;
      assert.deepEqual([again.status, again.printed], [0, `${TUNED}\n`], again.said);
      assert.equal(again.said.includes('The same job was asked for before, as ftjob-1: it is followed'), jobs === 1);
      assert.deepEqual([vendor.files.size, vendor.jobs.length], [2, 1]);
      assert.deepEqual([vendor.count('POST /files'), vendor.count('POST /fine_tuning/jobs')], [2, 1]);
    });

  it('outlasts answers that break off or are of something in between while it follows a job', async () => {
    await filesOf(trainingFile(12));
    const faults: Fault[] = ['not json', 'cut off', 'reset', { status: 429, headers: { 'retry-after': '0.01' } }];
    faultAt = (request) => {
      if (!nameOf(request).startsWith('GET /v1/fine_tuning/jobs/')) return undefined;
      const fault = faults.shift();
      if (fault === undefined) finish();
      return fault;
    };
    const { status, printed, said } = await runCli(folder, args('--wait'));
    assert.deepEqual([status, printed, faults], [0, TUNED, []], said);
  });

  it('run again once its end was told creates a new job', async () => {
    await filesOf(trainingFile(12));
    faultAt = (request) => {
      if (nameOf(request).endsWith('/events')) finish();
      return undefined;
    };
    for (const jobs of [1, 2]) {
      const { status, said } = await runCli(folder, args('--wait'));
      assert.equal(status, 0, said);
      assert.equal(vendor.jobs.length, jobs);
    }
  });

  it('run again while the job is under way says so and follows it; with --again it starts another', async () => {
    await filesOf(trainingFile(12));
    vendor.events.push({ ...EVENT, id: 'e1', created_at: 1, message: 'Validating training file: file-1' });
    const first = await runCli(folder, args());
    assert.deepEqual([first.status, first.printed], [0, 'ftjob-1']);
    const second = await runCli(folder, args());
    assert.deepEqual([second.status, second.printed], [0, 'ftjob-1']);
    assert.match(
      second.said,
      /The same job was asked for before, as ftjob-1: it is followed; --again starts another\./,
    );
    const third = await runCli(folder, args('--again'));
    assert.deepEqual([third.status, third.printed], [0, 'ftjob-2']);
    assert.doesNotMatch(third.said, /asked for before/);
    assert.deepEqual([vendor.count('POST /files'), vendor.jobs.length], [2, 2]);
  });
});
