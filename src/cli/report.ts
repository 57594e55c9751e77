import { resolve } from 'node:path';
import { Option } from 'commander';
import { readQuestionTypes } from '../evaluate/questionTypes.ts';
import { readPairwise } from '../evaluate/pairwiseReport.ts';
import { openRun } from '../evaluate/runFolder.ts';
import { reportOf, SEED } from '../evaluate/score.ts';
import { readingRuns } from './evaluateFailures.ts';
import { numberOption } from './numbers.ts';
import type { AddCommand } from './program.ts';
import { judgeLabel } from '../evaluate/agreementText.ts';
import { reportAsMarkdown, reportAsText } from '../evaluate/reportText.ts';

interface ReportFlags {
  recipe?: string;
  seed: number;
  format: 'text' | 'json' | 'md';
}

export const addReport: AddCommand = (program, context, exit) => {
  program
    .command('report')
    .description('Every measure of one or more runs; the first is compared with each other one.')
    .argument('<run...>', "run folders, or a cookbook's result files")
    .option('--recipe <file>', 'whose question types are told apart')
    .option('--seed <n>', 'of the bootstrap', numberOption('--seed', 0, 2 ** 32 - 1), SEED)
    .addOption(new Option('--format <format>', 'of the report').choices(['text', 'json', 'md']).default('text'))
    .action(async (paths: string[], { recipe, seed, format }: ReportFlags) => {
      await readingRuns(context, async () => {
        const types = recipe === undefined ? [] : await readQuestionTypes(resolve(context.cwd, recipe));
        const runs = [];
        for (const path of paths) runs.push(await openRun(resolve(context.cwd, path)));
        const report = reportOf(runs, { types, seed, pairwise: await readPairwise(runs) });
        const judges = runs.map(({ info }) => judgeLabel(info));
        if (format === 'json') context.print(JSON.stringify(report, null, 2));
        else context.print(format === 'md' ? reportAsMarkdown(report, judges) : reportAsText(report, judges));
      });
      exit(0);
    });
};
