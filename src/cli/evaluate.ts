import { join, relative, resolve } from 'node:path';
import { Option } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { amount, fileSize } from '../dataset/amounts.ts';
import { ARMS, type Arm } from '../evaluate/arms.ts';
import { checkSameFiles } from '../evaluate/repeat.ts';
import { evaluateModel, type Evaluated } from '../evaluate/evaluateModel.ts';
import { runLabel, runName } from '../evaluate/newRun.ts';
import { openRun } from '../evaluate/runFolder.ts';
import { readTestSet, type TestExample, type TestSet } from '../evaluate/testSet.ts';
import type { CountTokens } from '../evaluate/countTokens.ts';
import { whatLeaves, type Leaving } from '../evaluate/whatLeaves.ts';
import { NotAllDone, type CliContext } from './context.ts';
import { askedFor, type Asked } from './evaluateAsked.ts';
import { readingRuns } from './evaluateFailures.ts';
import { createEvaluateProgress } from './evaluateProgress.ts';
import { numberOption } from './numbers.ts';
import type { AddCommand } from './program.ts';
import { addProviderOptions, askBefore, withProvider, type Provider, type ProviderFlags } from './provider.ts';

export interface EvaluateFlags extends ProviderFlags {
  model: string;
  again?: string;
  answers?: string;
  out?: string;
  concurrency: number;
  requestsPerMinute?: number;
  maxCost?: number;
  priceInput?: number;
  priceOutput?: number;
  temperature?: number;
  maxTokens?: number;
  batch?: true;
  arm: Arm;
  retryErrors?: true;
  yes?: true;
  format: 'text' | 'json';
}

export const addEvaluate: AddCommand = (program, context, exit) => {
  const command = program
    .command('evaluate')
    .description('Ask a model for every example of a test file; asked again, it goes on where it stopped.')
    .argument('[test]', 'the test file (JSON lines); its reference answers are never sent')
    .option('--model <model>', 'who answers')
    .option('--again <run>', 'repeats a run with all that its run.json recorded, into a new folder beside it')
    .option('--answers <file>', 'reference answers (default: in the test file, or NAME.answers.jsonl beside it)')
    .option('--out <run>', 'the run folder (default: runs/TEST-MODEL, or with --again RUN-2, RUN-3 and so on)')
    .option(
      '--concurrency <n>',
      'examples under way at once, at most: fewer while the server asks for it',
      numberOption('--concurrency', 1, 256),
      4,
    )
    .option(
      '--requests-per-minute <n>',
      'requests begun in a minute at most',
      numberOption('--requests-per-minute', Number.MIN_VALUE, 1e6, false),
    )
    .option('--max-cost <usd>', 'no request is begun that would pass this', numberOption('--max-cost', 0, 1e9, false))
    .option('--price-input <usd>', 'of a million tokens sent', numberOption('--price-input', 0, 1e6, false))
    .option('--price-output <usd>', 'of a million tokens answered', numberOption('--price-output', 0, 1e6, false))
    .option('--temperature <t>', "of the answers (default: the server's)", numberOption('--temperature', 0, 2, false))
    .option('--max-tokens <n>', "of an answer (default: the server's)", numberOption('--max-tokens', 1, 1e6))
    .option('--batch', "hand all in through the vendor's batch endpoint: cheaper, answered within a day")
    .addOption(new Option('--arm <arm>', 'images as they are, or a control').choices(ARMS).default('normal'))
    .option('--retry-errors', 'ask again for examples that failed before')
    .option('--yes', 'do not ask before anything is sent')
    .addOption(new Option('--format <format>', 'of the result').choices(['text', 'json']).default('text'));
  addProviderOptions(command).action(async (test: string | undefined, flags: Partial<EvaluateFlags>) => {
    await readingRuns(context, async () => {
      const asked = await askedFor(test, flags, command, context);
      await evaluate(asked, context);
    });
    exit(0);
  });
};

async function evaluate({ test, flags, price, again }: Asked, context: CliContext): Promise<void> {
  const { cwd, signal } = context;
  const answersPath = flags.answers === undefined ? undefined : resolve(cwd, flags.answers);
  const testSet = await readTestSet(resolve(cwd, test), { answersPath, signal });
  try {
    for (const warning of testSet.warnings) context.say(warning);
    if (again) checkSameFiles(again.info, testSet);
    const named = { ...flags, parameters: parametersOf(flags) };
    const folder = resolve(cwd, flags.out ?? again?.place.folder ?? join('runs', runName(test, named)));
    const missing = await missingIn(folder, testSet, flags.retryErrors === true);
    await withProvider(flags, context, async (_, __, provider) => {
      if (missing.length > 0 && !provider.embedded) {
        const request = { ...flags, price, profile: provider.profile };
        const leaving = describe(await whatLeaves(testSet, missing, request, countTokens, signal));
        const how = flags.batch ? ' as a batch, to be answered within a day' : '';
        const what = `${missing.length} of the ${testSet.examples.length} examples of ${test} go to ${flags.model} at ${provider.baseURL}${how}: ${leaving}.`;
        await askBefore(what, flags.yes, context);
      }
      await run(folder, testSet, { flags, price, again }, provider, context);
    });
  } finally {
    await testSet.close();
  }
}

/** The tokenizer is loaded when something is counted: no other command should wait for it. */
const countTokens: CountTokens = async (messages) =>
  (await import('../providers/textTokens.ts')).messagesTokens(messages);

const parametersOf = ({ temperature, maxTokens }: EvaluateFlags) => ({ temperature, maxTokens });

function describe({ images, bytes, tokens, usd }: Leaving): string {
  const price = usd === undefined ? 'price unknown' : `about $${usd.toFixed(2)} (estimate)`;
  return `${amount(images, 'image')}, ${fileSize(bytes)}, about ${amount(tokens, 'token')}, ${price}`;
}

/** The examples that a run has no answer to. */
async function missingIn(folder: string, { examples }: TestSet, retryErrors: boolean): Promise<TestExample[]> {
  const run = await openRun(folder).catch(() => undefined);
  const settled = (id: number) => {
    const prediction = run?.predictions.get(id);
    return prediction !== undefined && !(retryErrors && prediction.error !== undefined);
  };
  return examples.filter(({ exampleId }) => !settled(exampleId));
}

async function run(
  folder: string,
  testSet: TestSet,
  { flags, price, again }: Omit<Asked, 'test'>,
  { client, profile, baseURL, embedded }: Provider,
  context: CliContext,
): Promise<void> {
  const { model, arm, batch, concurrency, requestsPerMinute, maxCost, retryErrors } = flags;
  const { signal } = context;
  const path = relative(context.cwd, folder) || '.';
  const progress = createEvaluateProgress(context, model, maxCost);
  try {
    const evaluated = await evaluateModel({
      ...{ client, profile, folder, testSet, model, arm, batch, price, signal, onProgress: progress.show },
      ...{ concurrency, requestsPerMinute, maxCost, countTokens, retryErrors, parameters: parametersOf(flags) },
      baseURL: embedded ? undefined : baseURL,
      name: flags.out === undefined ? (again?.place.name ?? runLabel(flags)) : undefined,
      repeats: again?.place.repeats,
      toolVersion: manifest.version,
    });
    progress.end();
    tell(path, evaluated, flags, context);
  } catch (error) {
    progress.end();
    const { total } = progress.last();
    const done = total - (await missingIn(folder, testSet, false)).length;
    const goesOn = batch && signal.aborted ? 'the batch goes on at the vendor, and ' : '';
    if (!(error instanceof NotAllDone) && total > 0)
      context.say(
        `${done} of ${total} examples are answered in ${path}; ${goesOn}the same command goes on from there.`,
      );
    throw error;
  }
}

/** Says how it ended. Throws `NotAllDone` where not every example has an answer. */
function tell(path: string, evaluated: Evaluated, { format, batch }: EvaluateFlags, context: CliContext): void {
  const { done, total, errors, usd, firstError } = evaluated;
  if (format === 'json')
    context.print(
      JSON.stringify({ version: 1, run: path, examples: total, answered: done - errors, errors, usd: usd ?? null }),
    );
  else context.print(`${path}: ${done - errors} of ${total} examples answered`);
  const faults: string[] = [];
  const kept = `${done} of ${total} examples are answered in ${path}`;
  if (done < total)
    faults.push(
      batch
        ? `${kept}: the cost limit is reached, or the vendor did not come to the others; the same command goes on.`
        : `The cost limit is reached: ${kept}; a higher --max-cost goes on.`,
    );
  if (errors > 0)
    faults.push(`${amount(errors, 'example')} failed, the first with: ${firstError ?? ''}; --retry-errors asks again.`);
  if (faults.length > 0) throw new NotAllDone(faults.join('\n'));
}
