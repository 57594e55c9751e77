import { stat, writeFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { seconds } from './collection.ts';
import type { Describe } from './describer.ts';
import type { Files } from './files.ts';
import { Cancelled, type Job, type Jobs } from './jobs.ts';
import type { Answerer, TrainingExample } from './learner.ts';
import { answererOf, OWNER, train, type Models } from './models.ts';
import { InvalidLine, readTrainingFile } from './trainingFile.ts';

/** Training sizes whose validation accuracy is measured. */
const SHARES = [0.25, 0.5, 0.75, 1];
/** Validation questions asked at each size. */
const VALIDATED_AT_MOST = 500;

interface Parts {
  jobs: Jobs;
  files: Files;
  models: Models;
  describe: Describe;
}

/**
 * Runs one job to its end: reads the files, trains on growing shares of the examples and measures each on the
 * validation file. Nothing is reported that was not counted or measured, and nothing waits. Never rejects: what goes
 * wrong is in the job. An abort leaves the job as it is on disk.
 */
export async function runJob(id: string, parts: Parts, signal: AbortSignal): Promise<void> {
  const { jobs } = parts;
  try {
    await runSteps(id, parts, signal);
  } catch (error) {
    if (signal.aborted || error instanceof Cancelled) return;
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof InvalidLine ? 'invalid_file' : 'server_error';
    await jobs
      .report(
        id,
        { message, level: 'error' },
        { status: 'failed', finished_at: seconds(), error: { code, message, param: null } },
      )
      .catch(() => undefined);
  }
}

async function runSteps(id: string, { jobs, files, models, describe }: Parts, signal: AbortSignal): Promise<void> {
  const { job } = await jobs.require(id);
  const { training_file, validation_file, model: base } = job;
  const names = [training_file, ...(validation_file === null ? [] : [validation_file])];
  await jobs.report(id, { message: `Validating training file: ${names.join(' and validation file: ')}` });
  const training = await read('training', training_file);
  const validation = validation_file === null ? undefined : await read('validation', validation_file);
  if (training.examples.length === 0)
    throw new InvalidLine('The job failed due to an invalid training file. No example is left to learn from.');
  await jobs.report(id, { message: 'Files validated, moving job to queued state' }, { status: 'queued' });
  await jobs.report(id, { message: 'Fine-tuning job started' }, { status: 'running' });
  await jobs.report(id, {
    message: `${base} is a classical baseline: it learns in one pass, has no loss, and uses no hyperparameters`,
  });

  const asked = validation && evenly(validation.examples, VALIDATED_AT_MOST);
  const rows = ['step,examples,valid_accuracy'];
  let learned = train(base, []);
  for (const [at, share] of SHARES.entries()) {
    const examples = evenly(training.examples, Math.max(1, Math.round(training.examples.length * share)));
    if (!asked && share < 1) continue;
    learned = train(base, examples);
    if (!asked || asked.length === 0) continue;
    const right = await countRight(answererOf(learned), asked, signal);
    const accuracy = right / asked.length;
    rows.push(`${at + 1},${examples.length},${accuracy}`);
    await jobs.report(id, {
      type: 'metrics',
      message: `Step ${at + 1}/${SHARES.length}: ${examples.length} examples, ${right} of ${asked.length} validation answers right`,
      data: { step: at + 1, total_steps: SHARES.length, examples: examples.length, valid_accuracy: accuracy },
    });
  }
  signal.throwIfAborted();
  const name = tunedName(job);
  await models.store({ id: name, object: 'model', created: seconds(), owned_by: OWNER, base, job: id }, learned);
  const result = await files.create();
  await writeFile(result.path, `${rows.join('\n')}\n`);
  await files.register(result.id, 'step_metrics.csv', 'fine-tune-results');
  await jobs.report(id, { message: `New fine-tuned model created: ${name}` }, { fine_tuned_model: name });
  await jobs.report(
    id,
    { message: 'The job has successfully completed' },
    { status: 'succeeded', finished_at: seconds(), result_files: [result.id] },
  );

  async function read(kind: 'training' | 'validation', file: string) {
    const path = files.bytesPath(file);
    await stat(path);
    const found = await readTrainingFile(path, base === 'prior' ? undefined : describe, signal).catch(
      (error: unknown) => {
        if (!(error instanceof InvalidLine)) throw error;
        throw new InvalidLine(`The job failed due to an invalid ${kind} file. ${error.message}`);
      },
    );
    const Kind = kind === 'training' ? 'Training' : 'Validation';
    const shared = found.shared > 0 ? `, the ${found.shared} messages that all lines share left out` : '';
    if (found.skipped > 0)
      await jobs.report(id, {
        level: 'warn',
        message:
          `${Kind} file ${file} contains ${found.skipped} examples with images that were skipped for the following reasons: invalid image format. ` +
          `These examples will not be used for training. Using ${found.lines - found.skipped} examples from ${kind} file ${file}`,
      });
    await jobs.report(id, {
      message: `${Kind} file: ${found.examples.length} questions with answers in ${found.lines} lines${shared}`,
    });
    return found;
  }
}

async function countRight(answerer: Answerer, asked: readonly TrainingExample[], signal: AbortSignal): Promise<number> {
  let right = 0;
  for (const [at, example] of asked.entries()) {
    if (answerer.answer(example) === example.answer) right++;
    // requests are answered meanwhile
    if (at % 16 === 0) await setImmediate(undefined, { signal });
  }
  return right;
}

/** `count` of the items, spread evenly over their order. */
function evenly<T>(items: readonly T[], count: number): readonly T[] {
  return items.length <= count ? items : items.filter((_, at) => (at * count) % items.length < count);
}

const tunedName = ({ model, user_provided_suffix, id }: Job): string =>
  `ft:${model}:${(user_provided_suffix ?? '').replace(/[^\w-]+/g, '-')}:${id.replace('ftjob-', '')}`;
