import type OpenAI from 'openai';
import { runBatches } from './batch/runBatches.ts';
import { pendingBatches } from './batch/batchNotes.ts';
import { EvaluateError } from './evaluateError.ts';
import { newRun, priceOf, requestFields, type RunRequest } from './newRun.ts';
import { runPredictions, type PredictOptions, type PredictProgress } from './predict.ts';
import { createRun, type Run } from './runFolder.ts';

type Asking = Pick<
  PredictOptions,
  | 'testSet'
  | 'concurrency'
  | 'requestsPerMinute'
  | 'maxCost'
  | 'countTokens'
  | 'retryErrors'
  | 'signal'
  | 'pause'
  | 'onProgress'
>;

export interface Evaluation extends RunRequest, Asking {
  client: OpenAI;
  /** The run folder. */
  folder: string;
  /** Milliseconds between two looks at a batch. */
  lookEvery?: number | undefined;
}

export interface Evaluated extends PredictProgress {
  /** What the first failed example failed with. */
  firstError: string | undefined;
}

/**
 * Asks a model for every example that its run has no answer to, begun in `folder` or gone on with, and notes in
 * `run.json` how far it came, also where it is stopped.
 * @returns where it ended; fewer `done` than `total` when the budget was reached
 * Throws an `EvaluateError` where the folder holds another run, and what `runPredictions` and `runBatches` throw.
 */
export async function evaluateModel(evaluation: Evaluation): Promise<Evaluated> {
  const { folder, testSet, batch, profile } = evaluation;
  if (batch === true && !profile.batch) throw new EvaluateError(`${profile.name} has no batch endpoint.`);
  const run = await createRun(folder, newRun(testSet, folder, evaluation));
  try {
    if (batch !== true && (await pendingBatches(folder)).length > 0)
      throw new EvaluateError(
        `A batch of the run in ${folder} is under way: ask for a batch again, and its answers are fetched.`,
      );
    const options = { ...evaluation, run, price: priceOf(evaluation), parameters: requestFields(run.info.parameters) };
    const progress = await (batch === true ? runBatches(options) : runPredictions(options));
    return { ...progress, firstError: firstError(run) };
  } finally {
    await noteEnd(run, testSet.examples.length).finally(() => run.close());
  }
}

async function noteEnd(run: Run, total: number): Promise<void> {
  const errors = [...run.predictions.values()].filter(({ error }) => error !== undefined).length;
  await run.update({
    counts: { answered: run.predictions.size - errors, errors },
    ...(run.predictions.size >= total && { finished: new Date().toISOString() }),
  });
}

const firstError = (run: Run) => [...run.predictions.values()].find(({ error }) => error !== undefined)?.error;
