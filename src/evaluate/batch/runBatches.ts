import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { NotFoundError } from 'openai';
import type { Batch } from 'openai/resources/batches';
import { isApiError } from '../../providers/apiErrors.ts';
import type { ProviderProfile } from '../../providers/profile.ts';
import { prepareFor } from '../arms.ts';
import { withAttempts } from '../attempts.ts';
import { bodyFor } from '../completion.ts';
import { Estimate } from '../estimate.ts';
import { EvaluateError } from '../evaluateError.ts';
import { progressOf, type PredictOptions, type PredictProgress } from '../predict.ts';
import { spentOn, usdOf } from '../spending.ts';
import type { Run } from '../runFolder.ts';
import type { TestExample } from '../testSet.ts';
import { fetchAnswers } from './batchAnswers.ts';
import { BatchFiles, inputFileOf, removeStrays } from './batchFiles.ts';
import { keepBatches, pendingBatches, type BatchNote } from './batchNotes.ts';
import { sendBatch } from './sendBatch.ts';

/** Milliseconds between two looks at a batch, which takes minutes to hours. */
const LOOK_EVERY = 15_000;
const ENDED: readonly Batch['status'][] = ['completed', 'failed', 'expired', 'cancelled'];

export interface BatchOptions extends PredictOptions {
  run: Run;
  profile: ProviderProfile;
  lookEvery?: number | undefined;
}

/**
 * Asks for every example that the run has no answer to through the vendor's batch endpoint, and waits for the answers.
 * Batches that an earlier call began are gone on with; what one of them did not come to stays to be asked.
 * @returns the state at the end; fewer `done` than `total` when the cost limit was reached or a batch expired
 * Throws an `EvaluateError` for a batch that the vendor refuses, the client's `APIError`, and the signal's reason when
 * aborted: the batches go on at the vendor, and another call fetches them.
 */
export async function runBatches(options: BatchOptions): Promise<PredictProgress> {
  const { run, testSet, price } = options;
  if (options.retryErrors === true) await run.dropErrors();
  const progress = progressOf(run, testSet.examples.length, price);
  options.onProgress?.({ ...progress });
  const notes = await pendingBatches(run.path);
  await removeStrays(run.path, notes);
  const inBatches = new Set(notes.flatMap(({ examples }) => examples));
  const missing = testSet.examples.filter(({ exampleId: id }) => !run.predictions.has(id) && !inBatches.has(id));
  notes.push(...(await writeInputs(options, missing, inBatches)));
  await keepBatches(run.path, notes);
  for (const note of [...notes]) if (note.batch === undefined) await send(note, notes, options);
  return follow(notes, progress, options);
}

/** Writes the requests that the budget holds. @param promised examples whose batches are under way */
async function writeInputs(
  { run, profile, model, price, maxCost, countTokens, parameters = {}, arm, testSet, signal }: BatchOptions,
  missing: readonly TestExample[],
  promised: ReadonlySet<number>,
): Promise<BatchNote[]> {
  const { batch: limits } = profile;
  if (!limits) throw new EvaluateError(`${profile.name} has no batch endpoint.`);
  if (maxCost !== undefined && !price)
    throw new EvaluateError(`The price of ${model} is not known, so a cost limit cannot be kept.`);
  const prepare = prepareFor(arm, testSet);
  const estimate = price && maxCost !== undefined ? new Estimate(profile, model, price, countTokens) : undefined;
  let usd = estimate && price ? spentOn(run.predictions.values(), price) : 0;
  const costOf = async (example: TestExample) => {
    const body = await bodyFor(example, model, parameters, prepare);
    return { body, usd: estimate?.usd(await estimate.tokens(body), body) ?? 0 };
  };
  if (estimate)
    for (const example of testSet.examples)
      if (promised.has(example.exampleId) && !run.predictions.has(example.exampleId))
        usd += (await costOf(example)).usd;
  const files = new BatchFiles(run.path, limits);
  try {
    for (const example of missing) {
      signal.throwIfAborted();
      const next = await costOf(example);
      if (usd + next.usd > (maxCost ?? Infinity)) break;
      usd += next.usd;
      await files.add(example, next.body);
    }
    await files.close();
  } catch (error) {
    await files.discard();
    throw error;
  }
  return files.notes;
}

/** A batch that was refused leaves no note: its examples stay to be asked. */
async function send(note: BatchNote, notes: BatchNote[], { client, run, signal }: BatchOptions): Promise<void> {
  const keep = () => keepBatches(run.path, notes);
  try {
    await sendBatch(note, { client, folder: run.path, signal, keep });
  } catch (error) {
    if (isRefusal(error)) await forget(note, notes, run.path);
    throw error;
  }
  // the vendor has it
  await rm(inputFileOf(run.path, note), { force: true });
}

async function forget(note: BatchNote, notes: BatchNote[], folder: string): Promise<void> {
  notes.splice(notes.indexOf(note), 1);
  await keepBatches(folder, notes);
  await rm(inputFileOf(folder, note), { force: true });
}

/** The vendor understood and said no: it has not begun anything. */
const isRefusal = (error: unknown) => isApiError(error) && [400, 403, 404, 413, 422].includes(Number(error.status));

/** Looks at the batches until all have ended, and files their answers as each ends. */
async function follow(notes: BatchNote[], progress: PredictProgress, options: BatchOptions): Promise<PredictProgress> {
  const { signal, onProgress, lookEvery = LOOK_EVERY } = options;
  const { done } = progress;
  for (;;) {
    let answered = 0;
    for (const note of [...notes]) {
      const batch = await look(note, notes, options);
      if (ENDED.includes(batch.status)) await collect(note, batch, notes, progress, options);
      else answered += (batch.request_counts?.completed ?? 0) + (batch.request_counts?.failed ?? 0);
    }
    onProgress?.({ ...progress, done: Math.max(done, progress.done + answered) });
    if (notes.length === 0) return progress;
    await sleep(lookEvery, undefined, { signal });
  }
}

async function look(note: BatchNote, notes: BatchNote[], { client, run, signal }: BatchOptions): Promise<Batch> {
  const id = note.batch ?? '';
  try {
    return await withAttempts(() => client.batches.retrieve(id, { signal, maxRetries: 0 }), signal);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    await forget(note, notes, run.path);
    throw new EvaluateError(`The vendor has no batch ${id} any more; asked again, its examples go into another.`);
  }
}

/** Files the answers of a batch that has ended, and forgets it. */
async function collect(
  note: BatchNote,
  batch: Batch,
  notes: BatchNote[],
  progress: PredictProgress,
  { client, run, testSet, price, signal }: BatchOptions,
): Promise<void> {
  const examples = new Map(testSet.examples.map((example) => [example.exampleId, example]));
  for (const file of [batch.output_file_id, batch.error_file_id]) {
    if (!file) continue;
    for (const prediction of await fetchAnswers(client, file, examples, signal)) {
      if (run.predictions.has(prediction.example_id)) continue;
      await run.addPrediction(prediction);
      progress.done++;
      if (prediction.error !== undefined) progress.errors++;
      if (progress.usd !== undefined) progress.usd += usdOf(prediction.usage, price) ?? 0;
    }
  }
  await forget(note, notes, run.path);
  if (batch.status !== 'failed') return;
  const why = batch.errors?.data?.[0]?.message ?? 'no reason was given';
  throw new EvaluateError(`The batch ${batch.id} was refused: ${why}`);
}
