import { resolve } from 'node:path';
import type { Command } from 'commander';
import { placeOfRepeat, repeatOf, type RepeatPlace } from '../evaluate/repeat.ts';
import type { RunInfo } from '../evaluate/run.ts';
import { openRun } from '../evaluate/runFolder.ts';
import type { TokenPrice } from '../evaluate/spending.ts';
import { CannotRun, type CliContext } from './context.ts';
import type { EvaluateFlags } from './evaluate.ts';

/** What is to be asked: as the flags say it, or as the run did that is repeated. */
export interface Asked {
  test: string;
  flags: EvaluateFlags;
  price: TokenPrice | undefined;
  /** The run that is repeated. */
  again?: { info: RunInfo; place: RepeatPlace } | undefined;
}

/** What a run says of itself: given beside `--again` it would be another run. */
const SAID_BY_RUN = [
  ...['model', 'answers', 'priceInput', 'priceOutput', 'temperature', 'maxTokens', 'batch', 'arm'],
  ...['provider', 'baseUrl'],
];

/** Throws `CannotRun` where too little is said or too much, an `EvaluateError` where a run cannot be repeated. */
export async function askedFor(
  test: string | undefined,
  given: Partial<EvaluateFlags>,
  command: Command,
  context: CliContext,
): Promise<Asked> {
  // commander has filled in the defaults
  const flags = given as EvaluateFlags;
  if (flags.again !== undefined) return repeated(test, flags, flags.again, command, context);
  if (test === undefined) throw new CannotRun('A test file is missing: vision-ft evaluate TEST --model MODEL.');
  if (given.model === undefined) throw new CannotRun('--model is missing: who answers?');
  return { test, flags, price: priceFrom(flags) };
}

async function repeated(
  test: string | undefined,
  flags: EvaluateFlags,
  again: string,
  command: Command,
  { cwd }: CliContext,
): Promise<Asked> {
  const given = SAID_BY_RUN.filter((name) => command.getOptionValueSource(name) === 'cli');
  if (test !== undefined || given.length > 0)
    throw new CannotRun('--again asks what the run was asked: leave out the test file, the model and its parameters.');
  const run = await openRun(resolve(cwd, again));
  await run.close();
  const repeat = await repeatOf(run.path, run.info);
  const { provider, model, arm, parameters, baseURL, price, batch, answers } = repeat;
  return {
    test: repeat.test,
    flags: {
      ...{ ...flags, ...parameters, provider, model, arm },
      ...(batch && { batch }),
      ...(baseURL !== undefined && { baseUrl: baseURL }),
      ...(answers !== undefined && { answers }),
    } as EvaluateFlags,
    price,
    again: { info: run.info, place: await placeOfRepeat(run.path, run.info) },
  };
}

/** Half a price is none. */
function priceFrom({ priceInput, priceOutput }: EvaluateFlags): TokenPrice | undefined {
  if (priceInput === undefined && priceOutput === undefined) return undefined;
  if (priceInput !== undefined && priceOutput !== undefined) return { input: priceInput, output: priceOutput };
  throw new CannotRun('--price-input and --price-output go together.');
}
