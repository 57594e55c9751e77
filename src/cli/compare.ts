import { resolve } from 'node:path';
import { Option } from 'commander';
import type OpenAI from 'openai';
import { amount } from '../dataset/amounts.ts';
import { judgeLabel } from '../evaluate/agreementText.ts';
import { OFFLINE, type JudgeProgress } from '../evaluate/judge.ts';
import { compareRuns, uncompared } from '../evaluate/pairwise.ts';
import { readComparisons } from '../evaluate/pairwiseFile.ts';
import { comparedExamples, pairwiseReport } from '../evaluate/pairwiseReport.ts';
import { openRun, type Run } from '../evaluate/runFolder.ts';
import { pValue } from '../evaluate/verdict.ts';
import { NotAllDone, type CliContext } from './context.ts';
import { readingRuns } from './evaluateFailures.ts';
import { numberOption } from './numbers.ts';
import type { AddCommand } from './program.ts';
import { createProgress } from './progress.ts';
import { addProviderOptions, askBefore, withProvider, type ProviderFlags } from './provider.ts';

interface CompareFlags extends ProviderFlags {
  judgeModel?: string;
  concurrency: number;
  yes?: true;
  format: 'text' | 'json';
}

/** Two runs and how they are called on the command line. */
interface Compared {
  a: Run;
  b: Run;
  names: readonly [string, string];
  flags: CompareFlags;
}

export const addCompare: AddCommand = (program, context, exit) => {
  const command = program
    .command('compare')
    .description(
      'Have a judge say which of two runs answers better, each example in both orders; only what is missing.',
    )
    .argument('<run-a>', "a run folder, or a cookbook's result file; the result is seen from it")
    .argument('<run-b>', 'another run over the same test file')
    .option(
      '--judge-model <model>',
      'who judges (default: the similarity of the letters to the reference; asks nobody)',
    )
    .option('--concurrency <n>', 'requests under way at once', numberOption('--concurrency', 1, 256), 4)
    .option('--yes', 'do not ask before anything is sent')
    .addOption(new Option('--format <format>', 'of the result').choices(['text', 'json']).default('text'));
  addProviderOptions(command).action(async (first: string, second: string, flags: CompareFlags) => {
    await readingRuns(context, async () => {
      const [a, b] = [await openRun(resolve(context.cwd, first)), await openRun(resolve(context.cwd, second))];
      await compare({ a, b, names: [first, second], flags }, context);
    });
    exit(0);
  });
};

async function compare(compared: Compared, context: CliContext): Promise<void> {
  const { a, b, names, flags } = compared;
  const { judgeModel } = flags;
  const missing = judgeModel === undefined ? [] : await uncompared(a, b, judgeModel);
  if (judgeModel === undefined || missing.length === 0) return judge(compared, context);
  return withProvider(flags, context, async (client, _, { baseURL, embedded }) => {
    const what = `${amount(missing.length, 'request')} with answers of ${names[0]} and ${names[1]} and their references go to ${judgeModel} at ${baseURL}.`;
    if (!embedded) await askBefore(what, flags.yes, context);
    return judge(compared, context, client);
  });
}

async function judge({ a, b, names, flags }: Compared, context: CliContext, client?: OpenAI): Promise<void> {
  const { concurrency, format, judgeModel = OFFLINE } = flags;
  const bar = createProgress(context);
  const onProgress = ({ done, total }: JudgeProgress) => {
    bar.show(done / total, `${judgeModel} compares`);
  };
  const { signal } = context;
  const { failed } = await compareRuns({ a, b, judge: judgeModel, client, concurrency, signal, onProgress }).catch(
    (error: unknown) => {
      context.say('What was compared is kept; the same command goes on from there.');
      throw error;
    },
  );
  bar.end();
  const said = (await readComparisons(a, b)).filter((line) => line.judge === judgeModel);
  const examples = comparedExamples(a, b, said);
  const report = pairwiseReport(judgeModel, examples);
  const { n, win, tie, lose, p, changed, first, second } = report;
  if (format === 'json') context.print(JSON.stringify({ version: 1, a: names[0], b: names[1], ...report, examples }));
  else {
    const who = judgeLabel({ judge: judgeModel }) ?? judgeModel;
    context.print(
      `${names[0]} against ${names[1]}: ${win} won, ${tie} tied, ${lose} lost of ${n}; sign test ${pValue(p)}`,
    );
    context.print(
      `Judged by ${who}. The order alone changed ${changed} of ${n}: ${first} for the first answer, ${second} for the second.`,
    );
  }
  if (failed > 0)
    throw new NotAllDone(`${amount(failed, 'comparison')} could not be made; the same command asks for them again.`);
}
