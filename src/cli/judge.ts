import { resolve } from 'node:path';
import { Option } from 'commander';
import type OpenAI from 'openai';
import { amount } from '../dataset/amounts.ts';
import { repeatReport } from '../evaluate/agreement.ts';
import { judgeRun, MOST_REPEATS, OFFLINE, unjudged, type JudgeProgress, type JudgeRequest } from '../evaluate/judge.ts';
import { judgePromptOf } from '../evaluate/judgePrompt.ts';
import { selfAgreement } from '../evaluate/agreementText.ts';
import { openRun, type Run } from '../evaluate/runFolder.ts';
import { NotAllDone, type CliContext } from './context.ts';
import { readingRuns } from './evaluateFailures.ts';
import { numberOption } from './numbers.ts';
import type { AddCommand } from './program.ts';
import { createProgress } from './progress.ts';
import { addProviderOptions, askBefore, withProvider, type ProviderFlags } from './provider.ts';

interface JudgeFlags extends ProviderFlags {
  model?: string;
  repeat: number;
  recipe?: string;
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
    .option('--recipe <file>', "whose judge's prompt is used (default: the built-in one)")
    .option(
      '--repeat <k>',
      'ratings of each answer, to learn how far the judge agrees with itself; the median counts',
      numberOption('--repeat', 1, MOST_REPEATS),
      1,
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
  const { model, repeat, recipe } = flags;
  const prompt = await judgePromptOf(recipe === undefined ? undefined : resolve(context.cwd, recipe));
  const request = { judge: model ?? OFFLINE, prompt, repeat };
  const missing = (await unjudged(run, request)).filter(({ error }) => error === undefined).length;
  if (model === undefined || missing === 0) return rate({ run, path, request, flags }, context);
  return withProvider(flags, context, async (client, _, { baseURL, embedded }) => {
    const what = `${missing} answers of ${path}, with their references, go to ${model} at ${baseURL}.`;
    if (!embedded) await askBefore(what, flags.yes, context);
    return rate({ run, path, request, flags }, context, client);
  });
}

interface Rating {
  run: Run;
  path: string;
  request: JudgeRequest;
  flags: JudgeFlags;
}

async function rate({ run, path, request, flags }: Rating, context: CliContext, client?: OpenAI): Promise<void> {
  const { model, concurrency, format } = flags;
  const { signal } = context;
  const bar = createProgress(context);
  const judgeName = request.judge;
  let rated: JudgeProgress;
  try {
    rated = await judgeRun({
      ...request,
      run,
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
  const { failed } = rated;
  const done = run.judgements.size;
  const ratings: Record<string, number> = {};
  for (const { rating } of run.judgements.values()) ratings[rating] = (ratings[rating] ?? 0) + 1;
  const repeats = repeatReport(run.ratings);
  if (format === 'json')
    context.print(JSON.stringify({ version: 1, run: path, judge: judgeName, rated: done, failed, ratings, repeats }));
  else {
    const who = model === undefined ? 'the offline judge (thresholds on ANLS)' : model;
    context.print(`${path}: ${done} of ${run.predictions.size} rated by ${who}`);
    if (repeats) context.print(selfAgreement(repeats));
  }
  if (failed > 0)
    throw new NotAllDone(`${amount(failed, 'answer')} could not be rated; the same command asks for them again.`);
}
