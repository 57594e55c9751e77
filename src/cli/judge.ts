import { resolve } from 'node:path';
import { Option } from 'commander';
import type OpenAI from 'openai';
import { amount } from '../dataset/amounts.ts';
import { judgeRun, OFFLINE, unjudged, type JudgeProgress } from '../evaluate/judge.ts';
import { openRun, type Run } from '../evaluate/runFolder.ts';
import { NotAllDone, type CliContext } from './context.ts';
import { readingRuns } from './evaluateFailures.ts';
import { numberOption } from './numbers.ts';
import type { AddCommand } from './program.ts';
import { createProgress } from './progress.ts';
import { addProviderOptions, askBefore, withProvider, type ProviderFlags } from './provider.ts';

interface JudgeFlags extends ProviderFlags {
  model?: string;
  concurrency: number;
  yes?: true;
  format: 'text' | 'json';
}

export const addJudge: AddCommand = (program, context, exit) => {
  const command = program
    .command('judge')
    .description('Rate how similar each answer of a run is to its reference; asked again, only what is missing.')
    .argument('<run>', "a run folder, or a cookbook's result file")
    .option(
      '--model <model>',
      'who rates (default: the offline judge, by the similarity of the letters; it asks nobody)',
    )
    .option('--concurrency <n>', 'examples under way at once', numberOption('--concurrency', 1, 256), 4)
    .option('--yes', 'do not ask before anything is sent')
    .addOption(new Option('--format <format>', 'of the result').choices(['text', 'json']).default('text'));
  addProviderOptions(command).action(async (path: string, flags: JudgeFlags) => {
    await readingRuns(context, async () => {
      const run = await openRun(resolve(context.cwd, path));
      try {
        await judge(run, path, flags, context);
      } finally {
        await run.close();
      }
    });
    exit(0);
  });
};

async function judge(run: Run, path: string, flags: JudgeFlags, context: CliContext): Promise<void> {
  const { model } = flags;
  if (model === undefined) return rate(run, path, flags, context);
  const missing = unjudged(run, model).filter(({ error }) => error === undefined).length;
  if (missing === 0) return rate(run, path, flags, context);
  return withProvider(flags, context, async (client, _, { baseURL, embedded }) => {
    const what = `${missing} answers of ${path}, with their references, go to ${model} at ${baseURL}.`;
    if (!embedded) await askBefore(what, flags.yes, context);
    return rate(run, path, flags, context, client);
  });
}

async function rate(
  run: Run,
  path: string,
  { model, concurrency, format }: JudgeFlags,
  context: CliContext,
  client?: OpenAI,
): Promise<void> {
  const { signal } = context;
  const bar = createProgress(context);
  const judgeName = model ?? OFFLINE;
  let rated: JudgeProgress;
  try {
    rated = await judgeRun({
      run,
      judge: judgeName,
      client,
      concurrency,
      signal,
      onProgress: (progress) => {
        bar.show(progress.done / progress.total, `${judgeName} rates`);
      },
    });
  } catch (error) {
    bar.end();
    context.say(
      `${run.judgements.size} of ${run.predictions.size} answers are rated; the same command goes on from there.`,
    );
    throw error;
  }
  bar.end();
  const { done, total, failed } = rated;
  const ratings: Record<string, number> = {};
  for (const { rating } of run.judgements.values()) ratings[rating] = (ratings[rating] ?? 0) + 1;
  if (format === 'json')
    context.print(JSON.stringify({ version: 1, run: path, judge: judgeName, rated: done, failed, ratings }));
  else
    context.print(
      `${path}: ${done} of ${total} rated by ${model === undefined ? 'the offline judge (thresholds on ANLS)' : model}`,
    );
  if (failed > 0)
    throw new NotAllDone(`${amount(failed, 'answer')} could not be rated; the same command asks for them again.`);
}
