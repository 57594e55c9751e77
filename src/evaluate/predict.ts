import type OpenAI from 'openai';
import { isApiError } from '../providers/apiErrors.ts';
import type { ProviderProfile } from '../providers/profile.ts';
import { prepareFor, type Arm } from './arms.ts';
import { stopsEverything, withAttempts } from './attempts.ts';
import { Budget, OverBudget } from './budget.ts';
import { bodyFor, checked, failureOf, predictionOf, type CompletionBody } from './completion.ts';
import type { CountTokens } from './countTokens.ts';
import { Estimate } from './estimate.ts';
import { EvaluateError } from './evaluateError.ts';
import { Gate, type Pause } from './gate.ts';
import type { Prediction } from './run.ts';
import type { Run } from './runFolder.ts';
import { spentOn, usdOf, type TokenPrice } from './spending.ts';
import type { TestExample, TestSet } from './testSet.ts';

export interface PredictOptions {
  client: OpenAI;
  /** Whose formulas count tokens, for `maxCost`. */
  profile?: ProviderProfile | undefined;
  model: string;
  testSet: TestSet;
  /** Where answers go; what it holds already is not asked again. */
  run: Pick<Run, 'predictions' | 'addPrediction' | 'dropErrors'>;
  arm: Arm;
  /** Examples under way at once, at most: fewer where the server asks for it. */
  concurrency: number;
  requestsPerMinute?: number | undefined;
  /** USD, with what the run has cost before; no request is begun that would pass it. Needs `price`. */
  maxCost?: number | undefined;
  price?: TokenPrice | undefined;
  /** For `maxCost`. */
  countTokens: CountTokens;
  /** Asks again for examples whose answer is an error. */
  retryErrors?: boolean | undefined;
  /** Further fields of each request, as `temperature`. */
  parameters?: Readonly<Record<string, unknown>> | undefined;
  signal: AbortSignal;
  pause?: Pause | undefined;
  onProgress?: ((progress: PredictProgress) => void) | undefined;
}

export interface PredictProgress {
  done: number;
  total: number;
  errors: number;
  /** Spent on this call, where prices are known. */
  usd: number | undefined;
  /** Milliseconds that the server asks to wait, while it does. */
  waits?: number;
}

/**
 * Asks a model for every example the run has no answer to. Every answer is written when it arrives, in the order of
 * arrival. An example that fails five times or is refused is written with its error.
 * @returns the state at the end; fewer `done` than `total` when the cost limit was reached
 * Throws the client's `APIError` when no example can succeed (key, model, address), the signal's reason when aborted;
 * what was answered is kept, and another call goes on.
 */
export async function runPredictions(options: PredictOptions): Promise<PredictProgress> {
  const { run, testSet, price, signal, concurrency } = options;
  if (options.retryErrors === true) await run.dropErrors();
  const missing = testSet.examples.filter(({ exampleId }) => !run.predictions.has(exampleId));
  const progress = progressOf(run, testSet.examples.length, price);
  options.onProgress?.({ ...progress });

  const stop = new AbortController();
  const stopped = AbortSignal.any([signal, stop.signal]);
  const gate = new Gate({ ...options, signal: stopped });
  const ask = asker(options, gate, stopped);
  const rest = missing.values();
  const answerNext = async (): Promise<void> => {
    for (const example of rest) {
      if (stopped.aborted) return;
      const prediction = await ask(example);
      await run.addPrediction(prediction);
      progress.done++;
      if (prediction.error !== undefined) progress.errors++;
      if (progress.usd !== undefined) progress.usd += usdOf(prediction.usage, price) ?? 0;
      options.onProgress?.({ ...progress, ...(gate.waits > 0 && { waits: gate.waits }) });
    }
  };
  const answering = Array.from({ length: Math.min(concurrency, missing.length) }, () =>
    answerNext().catch((error: unknown) => {
      // with the budget used up the others end as they began; otherwise they would fail alike and are called back
      if (!(error instanceof OverBudget)) stop.abort(error);
    }),
  );
  await Promise.all(answering);
  gate.close();
  signal.throwIfAborted();
  if (stop.signal.aborted) throw stop.signal.reason;
  return progress;
}

/** Where a run stands before anything more is asked. */
export function progressOf(
  run: Pick<Run, 'predictions'>,
  total: number,
  price: TokenPrice | undefined,
): PredictProgress {
  const errors = [...run.predictions.values()].filter(({ error }) => error !== undefined).length;
  return { done: run.predictions.size, total, errors, usd: price ? 0 : undefined };
}

type Ask = (example: TestExample) => Promise<Prediction>;
type Pay = (body: CompletionBody, ask: () => Promise<Prediction>) => Promise<Prediction>;

/** Asks for one example; failures of its own become a prediction with `error`, others are thrown. */
function asker(options: PredictOptions, gate: Gate, signal: AbortSignal): Ask {
  const { client, model, parameters = {}, arm, testSet } = options;
  const prepare = prepareFor(arm, testSet);
  const pay = payer(options, signal);
  return async (example) => {
    const body = await bodyFor(example, model, parameters, prepare);
    const once = () =>
      gate.pass(async () => {
        const started = performance.now();
        const call = client.chat.completions.create(body, { maxRetries: 0, signal });
        const { data, response } = await call.withResponse();
        const prediction = predictionOf(example, checked(data));
        return {
          data: { ...prediction, latency_ms: Math.round(performance.now() - started) },
          headers: response.headers,
        };
      });
    try {
      return await withAttempts(() => pay(body, once), signal);
    } catch (error) {
      signal.throwIfAborted();
      if (stopsEverything(error) || error instanceof OverBudget) throw error;
      return failureOf(example, error);
    }
  };
}

/** Keeps requests inside the budget. One that broke off may have been charged: it counts as estimated. */
function payer({ maxCost, price, profile, model, run, countTokens }: PredictOptions, signal: AbortSignal): Pay {
  if (maxCost === undefined) return (_, ask) => ask();
  if (!price) throw new EvaluateError(`The price of ${model} is not known, so a cost limit cannot be kept.`);
  const estimate = new Estimate(profile, model, price, countTokens);
  const budget = new Budget(maxCost, spentOn(run.predictions.values(), price));
  return async (body, ask) => {
    const tokens = await estimate.tokens(body);
    const settle = await budget.reserve(
      () => estimate.usd(tokens, body),
      // the first answer alone tells what the others cost
      () => !estimate.isLearned,
      signal,
    );
    let spent = estimate.usd(tokens, body);
    try {
      const prediction = await ask();
      estimate.learn(tokens, prediction.usage);
      spent = estimate.costOf(prediction.usage) ?? spent;
      return prediction;
    } catch (error) {
      if (isApiError(error) && error.status !== undefined) spent = 0;
      throw error;
    } finally {
      settle(spent);
    }
  };
}
