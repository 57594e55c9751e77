import { l10n, window, workspace } from 'vscode';
import { judgeRun, OFFLINE, unjudged, type JudgeOptions, type JudgeProgress } from '../../evaluate/judge.ts';
import { judgePromptOf } from '../../evaluate/judgePrompt.ts';
import { MOST_RUNS } from '../../evaluate/mostRuns.ts';
import { compareRuns, uncompared } from '../../evaluate/pairwise.ts';
import { openRun, type Run } from '../../evaluate/runFolder.ts';
import { explained } from '../accounts/account.ts';
import { agreed } from '../agreed.ts';
import type { CommandContext } from '../commandContext.ts';
import { formatCount } from '../format.ts';
import { judgeSteps, type JudgeAnswers } from './judgeSteps.ts';
import { withProgress } from '../progress.ts';
import { recipeOf } from '../recipes/recipes.ts';
import { Hint } from '../report.ts';
import { ResultsPanel } from '../results/resultsPanel.ts';
import { findRuns } from '../runs/foundRuns.ts';
import { readSettings } from '../settings.ts';
import { ask } from '../steps.ts';

/** Rates the answers of a run, or compares them with those of another: by the offline judge, or by a model of any vendor. */
export async function judge(context: CommandContext): Promise<void> {
  const runs = await findRuns();
  if (runs.length === 0) throw new Hint(l10n.t('There is no run yet: run "Evaluate a Model" first.'));
  const start: JudgeAnswers = {
    ...{ found: undefined, against: undefined, provider: undefined, account: undefined },
    ...{ judge: OFFLINE, repeat: 1 },
  };
  const answers = await ask(l10n.t('Judge a Run'), start, judgeSteps(context, runs));
  if (!answers?.found) return;
  const { found, against } = answers;
  const run = await openRun(found.folder);
  try {
    const done = against
      ? await compare(run, await openRun(against.folder), answers)
      : await rate(run, await recipeOf(found.test), answers);
    if (!done) return;
  } finally {
    await run.close();
  }
  const shown = [found, ...(against ? [against] : [])];
  const others = runs.filter((other) => !shown.includes(other) && other.test === found.test);
  ResultsPanel.open(context, [...shown, ...others].slice(0, MOST_RUNS));
}

/** @returns whether anything was rated */
async function rate(run: Run, recipe: string | undefined, answers: JudgeAnswers): Promise<boolean> {
  const { name } = run.info;
  const { judge: model, repeat } = answers;
  const request = { judge: model, repeat, prompt: await judgePromptOf(recipe) };
  const missing = (await unjudged(run, request)).filter(({ error }) => error === undefined).length;
  const detail = l10n.t('{0} answers with their references leave this machine.', formatCount(missing));
  if (!(await mayLeave(answers, l10n.t('Let {0} rate {1}?', model, name), missing, detail))) return false;
  await judging(l10n.t('Rating {0}', name), answers, (options) => judgeRun({ ...request, ...options, run }));
  return true;
}

/** @returns whether anything was compared */
async function compare(a: Run, b: Run, answers: JudgeAnswers): Promise<boolean> {
  const { judge: model } = answers;
  const missing = (await uncompared(a, b, model)).length;
  const question = l10n.t('Let {0} compare {1} with {2}?', model, a.info.name, b.info.name);
  const detail = l10n.t('{0} requests with both answers and the reference leave this machine.', formatCount(missing));
  if (!(await mayLeave(answers, question, missing, detail))) return false;
  const title = l10n.t('Comparing {0} with {1}', a.info.name, b.info.name);
  await judging(title, answers, (options) => compareRuns({ ...options, a, b, judge: model }));
  return true;
}

/** Asks, where anything would leave the machine. */
async function mayLeave(
  { account }: JudgeAnswers,
  question: string,
  requests: number,
  detail: string,
): Promise<boolean> {
  return !account || requests === 0 || agreed(question, detail, l10n.t('Send'));
}

/** Judges under a progress bar; what a vendor refuses becomes one sentence. */
async function judging(
  title: string,
  { account }: JudgeAnswers,
  work: (options: Pick<JudgeOptions, 'client' | 'concurrency' | 'signal' | 'onProgress'>) => Promise<JudgeProgress>,
): Promise<void> {
  const { concurrency } = readSettings(workspace.workspaceFolders?.[0]?.uri);
  await withProgress(title, async ({ signal, onProgress }) => {
    const onJudged = ({ done, total }: JudgeProgress) => {
      onProgress(done / total);
    };
    const begin = () => work({ client: account?.client, concurrency, signal, onProgress: onJudged });
    const { failed } = await (account ? explained(account, begin) : begin());
    if (failed > 0)
      void window.showWarningMessage(
        l10n.t('{0} could not be judged: judge the run again to ask for them.', formatCount(failed)),
      );
  });
}
