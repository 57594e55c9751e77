import { join, relative, resolve } from 'node:path';
import { Option } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { amount } from '../dataset/amounts.ts';
import { ARMS, type Arm } from '../evaluate/arms.ts';
import { newRun, runLabel, runName } from '../evaluate/newRun.ts';
import { runPredictions, type PredictProgress } from '../evaluate/predict.ts';
import { createRun, openRun, type Run } from '../evaluate/runFolder.ts';
import { tokenPriceOf } from '../evaluate/spending.ts';
import { readTestSet, type TestSet } from '../evaluate/testSet.ts';
import { NotAllDone, type CliContext } from './context.ts';
import { readingRuns } from './evaluateFailures.ts';
import { numberOption } from './numbers.ts';
import type { AddCommand } from './program.ts';
import { createProgress } from './progress.ts';
import { addProviderOptions, askBefore, withProvider, type Provider, type ProviderFlags } from './provider.ts';

interface EvaluateFlags extends ProviderFlags {
  model: string;
  answers?: string;
  out?: string;
  concurrency: number;
  requestsPerMinute?: number;
  maxCost?: number;
  arm: Arm;
  retryErrors?: true;
  yes?: true;
  format: 'text' | 'json';
}

export const addEvaluate: AddCommand = (program, context, exit) => {
  const command = program
    .command('evaluate')
    .description('Ask a model for every example of a test file; asked again, it goes on where it stopped.')
    .argument('<test>', 'the test file (JSON lines); its reference answers are never sent')
    .requiredOption('--model <model>', 'who answers')
    .option('--answers <file>', 'reference answers (default: in the test file, or NAME.answers.jsonl beside it)')
    .option('--out <run>', 'the run folder (default: runs/TEST-MODEL)')
    .option('--concurrency <n>', 'examples under way at once', numberOption('--concurrency', 1, 256), 4)
    .option(
      '--requests-per-minute <n>',
      'requests begun in a minute at most',
      numberOption('--requests-per-minute', Number.MIN_VALUE, 1e6, false),
    )
    .option('--max-cost <usd>', 'no request is begun that would pass this', numberOption('--max-cost', 0, 1e9, false))
    .addOption(new Option('--arm <arm>', 'images as they are, or a control').choices(ARMS).default('normal'))
    .option('--retry-errors', 'ask again for examples that failed before')
    .option('--yes', 'do not ask before anything is sent')
    .addOption(new Option('--format <format>', 'of the result').choices(['text', 'json']).default('text'));
  addProviderOptions(command).action(async (test: string, flags: EvaluateFlags) => {
    await readingRuns(context, () => evaluate(test, flags, context));
    exit(0);
  });
};

async function evaluate(test: string, flags: EvaluateFlags, context: CliContext): Promise<void> {
  const { cwd, signal } = context;
  const answersPath = flags.answers === undefined ? undefined : resolve(cwd, flags.answers);
  const testSet = await readTestSet(resolve(cwd, test), { answersPath, signal });
  try {
    for (const warning of testSet.warnings) context.say(warning);
    const folder = resolve(cwd, flags.out ?? join('runs', runName(test, flags)));
    const missing = await countMissing(folder, testSet, flags.retryErrors === true);
    await withProvider(flags, context, async (_, __, provider) => {
      const what = `${missing} of the ${testSet.examples.length} examples of ${test} go to ${flags.model} at ${provider.baseURL}.`;
      if (missing > 0 && !provider.embedded) await askBefore(what, flags.yes, context);
      const { model, arm } = flags;
      const baseURL = provider.embedded ? undefined : provider.baseURL;
      const request = { model, arm, profile: provider.profile, baseURL, toolVersion: manifest.version };
      const name = flags.out === undefined ? runLabel(flags) : undefined;
      const run = await createRun(folder, newRun(testSet, folder, { ...request, name }));
      try {
        await predict(run, testSet, flags, provider, context);
      } finally {
        await run.close();
      }
    });
  } finally {
    await testSet.close();
  }
}

async function countMissing(folder: string, { examples }: TestSet, retryErrors: boolean): Promise<number> {
  const run = await openRun(folder).catch(() => undefined);
  const settled = (id: number) => {
    const prediction = run?.predictions.get(id);
    return prediction !== undefined && !(retryErrors && prediction.error !== undefined);
  };
  return examples.filter(({ exampleId }) => !settled(exampleId)).length;
}

async function predict(
  run: Run,
  testSet: TestSet,
  flags: EvaluateFlags,
  { client, profile }: Provider,
  context: CliContext,
): Promise<void> {
  const { model, arm, concurrency, requestsPerMinute, maxCost, retryErrors, format } = flags;
  const { signal } = context;
  const bar = createProgress(context);
  const path = relative(context.cwd, run.path) || '.';
  const kept = () => `${run.predictions.size} of ${testSet.examples.length} examples are answered in ${path}`;
  const price = tokenPriceOf(profile, model);
  let result: PredictProgress;
  try {
    result = await runPredictions({
      ...{ client, model, testSet, run, arm, concurrency, requestsPerMinute, maxCost, price, retryErrors, signal },
      onProgress: ({ done, total }) => {
        bar.show(done / total, `Asking ${model}`);
      },
    });
  } catch (error) {
    bar.end();
    context.say(`${kept()}; the same command goes on from there.`);
    throw error;
  } finally {
    bar.end();
  }
  const { done, total, errors, usd } = result;
  await run.update({
    counts: { answered: done - errors, errors },
    ...(done === total && { finished: new Date().toISOString() }),
  });
  if (format === 'json')
    context.print(
      JSON.stringify({ version: 1, run: path, examples: total, answered: done - errors, errors, usd: usd ?? null }),
    );
  else context.print(`${path}: ${done - errors} of ${total} examples answered`);
  const faults: string[] = [];
  if (done < total) faults.push(`The cost limit is reached: ${kept()}; a higher --max-cost goes on.`);
  if (errors > 0)
    faults.push(`${amount(errors, 'example')} failed, the first with: ${firstError(run)}; --retry-errors asks again.`);
  if (faults.length > 0) throw new NotAllDone(faults.join('\n'));
}

const firstError = (run: Run) => [...run.predictions.values()].find(({ error }) => error !== undefined)?.error ?? '';
