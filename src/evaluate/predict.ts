import type OpenAI from 'openai';
import type { ChatCompletion, ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import PQueue from 'p-queue';
import { withoutKeys } from '../providers/keys.ts';
import { prepareFor, type Arm, type Prepare } from './arms.ts';
import { BadBody, pacer, stopsEverything, withAttempts } from './attempts.ts';
import { EvaluateError } from './evaluateError.ts';
import type { Prediction } from './run.ts';
import type { Run } from './runFolder.ts';
import { usdOf, type TokenPrice } from './spending.ts';
import type { TestExample, TestSet } from './testSet.ts';

export interface PredictOptions {
  client: OpenAI;
  model: string;
  testSet: TestSet;
  /** Where answers go; what it holds already is not asked again. */
  run: Run;
  arm: Arm;
  /** Examples under way at once. */
  concurrency: number;
  requestsPerMinute?: number | undefined;
  /** USD; no request is begun that would pass it. Needs `price`. */
  maxCost?: number | undefined;
  price?: TokenPrice | undefined;
  /** Asks again for examples whose answer is an error. */
  retryErrors?: boolean | undefined;
  /** Further fields of each request, as `temperature`. */
  parameters?: Readonly<Record<string, unknown>> | undefined;
  signal: AbortSignal;
  onProgress?: ((progress: PredictProgress) => void) | undefined;
}

export interface PredictProgress {
  done: number;
  total: number;
  errors: number;
  /** Spent on this call, where prices are known. */
  usd: number | undefined;
}

/**
 * Asks a model for every example the run has no answer to. Every answer is written when it arrives, in the order of
 * arrival. An example that fails five times or is refused is written with its error.
 * @returns the state at the end; fewer `done` than `total` when the cost limit was reached
 * Throws the client's `APIError` when no example can succeed (key, model, address), the signal's reason when aborted;
 * what was answered is kept, and another call goes on.
 */
export async function runPredictions(options: PredictOptions): Promise<PredictProgress> {
  const { run, testSet, price, maxCost, signal } = options;
  if (maxCost !== undefined && !price)
    throw new EvaluateError(`The price of ${options.model} is not known, so a cost limit cannot be kept.`);
  if (options.retryErrors === true) await run.dropErrors();
  const missing = testSet.examples.filter(({ exampleId }) => !run.predictions.has(exampleId));
  const progress = {
    done: testSet.examples.length - missing.length,
    total: testSet.examples.length,
    errors: [...run.predictions.values()].filter(({ error }) => error !== undefined).length,
    usd: price ? 0 : undefined,
  };
  options.onProgress?.({ ...progress });

  const stop = new AbortController();
  const stopped = AbortSignal.any([signal, stop.signal]);
  const ask = asker(options, stopped);
  /** Dearest answer so far: what each one under way is expected to cost. */
  let dearest = 0;
  let underWay = 0;
  const affordable = () => maxCost === undefined || (progress.usd ?? 0) + dearest * (underWay + 1) <= maxCost;
  const answer = async (example: TestExample) => {
    if (stopped.aborted || !affordable()) return;
    underWay++;
    try {
      const prediction = await ask(example);
      const usd = usdOf(prediction.usage, price) ?? 0;
      dearest = Math.max(dearest, usd);
      await run.addPrediction(prediction);
      progress.done++;
      if (prediction.error !== undefined) progress.errors++;
      if (progress.usd !== undefined) progress.usd += usd;
      options.onProgress?.({ ...progress });
    } catch (error) {
      // the others would fail alike: they are called back, and stay to be asked
      stop.abort(error);
    } finally {
      underWay--;
    }
  };

  const [first, ...rest] = missing;
  // the first one alone tells what an answer costs
  if (first && maxCost !== undefined) await answer(first);
  const queue = new PQueue({ concurrency: options.concurrency });
  for (const example of maxCost === undefined ? missing : rest) void queue.add(() => answer(example));
  await queue.onIdle();
  signal.throwIfAborted();
  if (stop.signal.aborted) throw stop.signal.reason;
  return progress;
}

/** Asks for one example; failures of its own become a prediction with `error`, others are thrown. */
function asker(options: PredictOptions, signal: AbortSignal): (example: TestExample) => Promise<Prediction> {
  const { client, model, requestsPerMinute, parameters } = options;
  const prepare: Prepare = prepareFor(options.arm, options.testSet);
  const pace = requestsPerMinute === undefined ? undefined : pacer(requestsPerMinute, signal);
  return async (example) => {
    const { exampleId, question, reference, image } = example;
    const base = { example_id: exampleId, predicted_answer: '', actual_answer: reference, question };
    const known = { ...base, ...(image !== undefined && { image }) };
    const prepared = await prepare(example);
    // lines are the user's own: what the vendor does not take, the vendor refuses
    const body = { ...parameters, model, ...prepared } as unknown as ChatCompletionCreateParamsNonStreaming;
    let started = 0;
    try {
      const completion = await withAttempts(
        async () => {
          started = performance.now();
          return checked(await client.chat.completions.create(body, { maxRetries: 0, signal }));
        },
        signal,
        { pace },
      );
      return { ...known, ...answered(completion), latency_ms: Math.round(performance.now() - started) };
    } catch (error) {
      signal.throwIfAborted();
      if (stopsEverything(error)) throw error;
      return { ...known, error: withoutKeys(error instanceof Error ? error.message : String(error)) };
    }
  };
}

/** A body with another content type than JSON comes out of the client as text. */
function checked(completion: unknown): ChatCompletion {
  const loose = completion as Partial<ChatCompletion> | undefined | null;
  if (typeof completion !== 'object' || !Array.isArray(loose?.choices))
    throw new BadBody('The answer of the server is no chat completion.');
  return completion as ChatCompletion;
}

function answered(completion: ChatCompletion): Omit<Prediction, 'example_id' | 'actual_answer'> {
  const choice = completion.choices[0];
  const { usage } = completion;
  const text = choice?.message.content ?? '';
  const refusal = choice?.message.refusal;
  const facts = {
    ...(usage && { usage: { prompt_tokens: usage.prompt_tokens, completion_tokens: usage.completion_tokens } }),
    ...(choice && { finish_reason: choice.finish_reason }),
  };
  const failed = (error: string) => ({ predicted_answer: '', ...facts, error });
  if (!choice) return failed('The server gave no answer.');
  if (typeof refusal === 'string' && refusal !== '') return failed(`refused: ${refusal}`);
  // the type promises a reason, other vendors' servers do not
  if ((choice.finish_reason as string | null) === 'content_filter') return failed('stopped by the content filter');
  return { predicted_answer: text.trim(), ...facts };
}
