import { join } from 'node:path';
import { l10n, window, type Uri } from 'vscode';
import manifest from '../../../package.json' with { type: 'json' };
import { evaluateModel, type Evaluated } from '../../evaluate/evaluateModel.ts';
import { judgeRun, OFFLINE } from '../../evaluate/judge.ts';
import { runLabel, runName } from '../../evaluate/newRun.ts';
import { createPace } from '../../evaluate/pace.ts';
import type { PredictProgress } from '../../evaluate/predict.ts';
import { openRun } from '../../evaluate/runFolder.ts';
import { readTestSet, type TestSet } from '../../evaluate/testSet.ts';
import type { Leaving } from '../../evaluate/whatLeaves.ts';
import type { ProviderId } from '../../providers/profile.ts';
import { explained, openAccount, type Account } from '../accounts/account.ts';
import { agreed } from '../agreed.ts';
import type { CommandContext } from '../commandContext.ts';
import { workspaceFolder } from '../dataFolder.ts';
import { evaluateSteps, type Answers } from './evaluateSteps.ts';
import { formatBytes, formatCount } from '../format.ts';
import { RunningEvaluation } from './pauseEvaluation.ts';
import { withProgress, type Progressing } from '../progress.ts';
import { Hint } from '../report.ts';
import { ShownEvaluation } from '../results/shownEvaluation.ts';
import type { ResultsPanel } from '../results/resultsPanel.ts';
import { isUnderWay, underWay, type Going } from '../runs/underWay.ts';
import { readSettings } from '../settings.ts';
import { ask } from '../steps.ts';
import { timeText } from '../timeLeft.ts';
import { fileFor } from '../jobs/trainingFile.ts';

/** Models asked for by another command, as after fine-tuning. */
interface Wanted {
  provider: ProviderId;
  models: string[];
}

/** Asks models for every example of a test file, and shows how they compare. */
export async function evaluate(context: CommandContext, uri?: Uri, wanted?: Wanted): Promise<void> {
  const test = await fileFor(context, uri, 'test', l10n.t('Choose the test file'));
  if (!test) return;
  const start: Answers = {
    ...{ test, provider: wanted?.provider ?? 'openai', account: undefined, models: wanted?.models ?? [] },
    ...{ temperature: undefined, maxTokens: undefined, arm: 'normal', batch: false },
    ...{ budget: undefined, price: undefined },
  };
  const answers = await ask(l10n.t('Evaluate Models'), start, wanted ? [] : evaluateSteps(context));
  if (!answers) return;
  const account = answers.account ?? (await openAccount(context, answers.provider, test));
  await evaluateWith(context, account, answers);
}

/** What is asked, and where what comes of it is kept and shown. */
export interface Evaluating extends Omit<Answers, 'account' | 'provider'> {
  /** Reference answers, where they do not stand in the test file or beside it. */
  answersFile?: string | undefined;
  /** A run that is repeated or gone on with; otherwise it is found by what is asked. */
  place?: { folder: string; name?: string; repeats?: string } | undefined;
  /** Throws where the files are not those that are meant. */
  check?: ((testSet: TestSet) => void) | undefined;
  /** Where the runs join others; otherwise a panel is opened. */
  panel?: ResultsPanel | undefined;
}

/** Says what leaves the machine, asks the models, and shows what they answer as it comes. */
export async function evaluateWith(context: CommandContext, account: Account, asking: Evaluating): Promise<void> {
  const { test, answersFile: answersPath } = asking;
  const testSet = await readTestSet(test.fsPath, { answersPath });
  const showing = new ShownEvaluation(context, asking);
  try {
    asking.check?.(testSet);
    if (!(await agreeToSend(context, account, testSet, asking))) return;
    await askAll(asking, (model) => predict(context, account, testSet, asking, model, showing));
  } finally {
    await testSet.close();
  }
  await showing.end();
}

async function agreeToSend(
  { worker }: CommandContext,
  account: Account,
  testSet: TestSet,
  answers: Evaluating,
): Promise<boolean> {
  if (account.embedded) return true;
  const { test, models, budget, price, batch } = answers;
  const { profile, recipient } = account;
  const each = await withProgress(l10n.t('Counting tokens'), ({ signal }) =>
    worker.run((tasks, task) => tasks.whatLeaves(task, test.fsPath, { provider: profile.id, models, price, batch }), {
      signal,
    }),
  );
  const [first] = each;
  const detail = [
    l10n.t(
      '{0} examples, {1} images, {2}, about {3} tokens leave this machine, once for each model; what a run has answered before is not asked again.',
      ...[testSet.examples.length, first?.images ?? 0].map(formatCount),
      formatBytes(first?.bytes ?? 0),
      formatCount(first?.tokens ?? 0),
    ),
    ...priceOfAll(each),
    ...(budget === undefined ? [] : [l10n.t('Each model costs at most ${0}.', budget.toFixed(2))]),
  ];
  return agreed(l10n.t('Ask {0} at {1}?', models.join(', '), recipient), detail.join('\n'), l10n.t('Send'));
}

function priceOfAll(each: readonly Leaving[]): string[] {
  const known = each.flatMap(({ usd }) => (usd === undefined ? [] : [usd]));
  if (known.length < each.length) return [l10n.t('What it costs is not known.')];
  const sum = known.reduce((total, usd) => total + usd, 0);
  return [l10n.t('All of it costs about ${0} (estimate).', sum.toFixed(2))];
}

/** One model after the other; batches, which wait at the vendor, at the same time. Throws what the first failed with. */
async function askAll({ models, batch }: Evaluating, askModel: (model: string) => Promise<void>): Promise<void> {
  if (!batch) for (const model of models) await askModel(model);
  else
    for (const asked of await Promise.allSettled(models.map(askModel)))
      if (asked.status === 'rejected') throw asked.reason;
}

async function predict(
  { log, worker }: CommandContext,
  account: Account,
  testSet: TestSet,
  { test, arm, batch, budget, price, temperature, maxTokens, place }: Evaluating,
  model: string,
  showing: ShownEvaluation,
) {
  const { client, profile, embedded, baseURL } = account;
  const { runsFolder, concurrency } = readSettings(test);
  const named = { model, arm, parameters: { temperature, maxTokens } };
  const folder = place?.folder ?? join(workspaceFolder(test).uri.fsPath, runsFolder, runName(test.fsPath, named));
  if (isUnderWay(folder)) throw new Hint(l10n.t('{0} is being asked already; its results show how far it is.', model));
  const running = batch ? undefined : new RunningEvaluation(model);
  try {
    const asked = await withProgress(l10n.t('Asking {0}', model), (options) => {
      if (batch) options.signal.addEventListener('abort', () => void tellBatchGoesOn(model, account));
      return underWay(folder, (tell) =>
        explained(account, () =>
          evaluateModel({
            ...{ ...named, client, profile, folder, testSet, concurrency, batch, price },
            ...{ maxCost: budget, pause: running?.pause, toolVersion: manifest.version },
            ...{ name: place?.name ?? runLabel(named), repeats: place?.repeats },
            countTokens: async (messages) => (await worker.methods.countTokens([messages]))[0] ?? 0,
            baseURL: embedded ? undefined : baseURL,
            signal: options.signal,
            onProgress: telling(options, budget, (going) => {
              showing.begun(folder);
              tell(going);
            }),
          }),
        ),
      );
    });
    log.info(`${model}: ${asked.done} of ${asked.total} examples answered, ${asked.errors} of them with an error.`);
    tellWhatIsLeft(model, asked, batch);
  } finally {
    running?.dispose();
  }
  if (embedded) await judgeOffline(folder, concurrency);
}

/** How many, how fast, how long still, how much money. */
function telling(
  { onProgress }: Progressing,
  budget: number | undefined,
  tell: (going: Going) => void,
): (progress: PredictProgress) => void {
  const paceOf = createPace();
  return (progress) => {
    const { done, total, usd, waits } = progress;
    const { rate, seconds } = paceOf(progress);
    tell({ ...progress, rate, seconds });
    const parts = [
      l10n.t('{0} of {1}', formatCount(done), formatCount(total)),
      ...(rate === undefined || rate === 0 ? [] : [l10n.t('{0} a second', Number(rate.toPrecision(2)))]),
      ...(seconds === undefined ? [] : [timeText(seconds)]),
      ...(usd === undefined || usd === 0 ? [] : [money(usd, budget)]),
      ...(waits === undefined ? [] : [l10n.t('the server asks to wait {0} s', Math.ceil(waits / 1000))]),
    ];
    onProgress(done / total, parts.join(', '));
  };
}

const money = (usd: number, budget: number | undefined) =>
  budget === undefined
    ? l10n.t('${0} so far', usd.toFixed(2))
    : l10n.t('${0} of ${1}', usd.toFixed(2), budget.toFixed(2));

function tellWhatIsLeft(model: string, { done, total }: Evaluated, batch: boolean): void {
  if (done >= total) return;
  const counts = [model, formatCount(done), formatCount(total)] as const;
  void window.showWarningMessage(
    batch
      ? l10n.t('{0} has answered {1} of {2} examples: evaluate it again for the others.', ...counts)
      : l10n.t(
          '{0} has answered {1} of {2} examples, then the budget was reached: a higher one goes on from there.',
          ...counts,
        ),
  );
}

const tellBatchGoesOn = (model: string, { recipient }: Account) =>
  window.showInformationMessage(
    l10n.t('What {0} was asked goes on at {1}: evaluate it as a batch again to fetch the answers.', model, recipient),
  );

async function judgeOffline(folder: string, concurrency: number): Promise<void> {
  const run = await openRun(folder);
  try {
    // ratings of a model are worth more than those by letters
    if (run.info.judge !== undefined && run.info.judge !== OFFLINE) return;
    await judgeRun({ run, judge: OFFLINE, concurrency, signal: new AbortController().signal });
  } finally {
    await run.close();
  }
}
