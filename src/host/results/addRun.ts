import { dirname, join } from 'node:path';
import { l10n, Uri } from 'vscode';
import { createJob } from '../../tune/job/createJob.ts';
import { followEvents } from '../../tune/job/events.ts';
import { listJobs, retrieveJob } from '../../tune/job/job.ts';
import { checkSameFiles } from '../../evaluate/repeat.ts';
import type { Addition } from '../../protocol/resultsPage.ts';
import { explained, openAccount, type Account } from '../accounts/account.ts';
import type { CommandContext } from '../commandContext.ts';
import { evaluateWith } from '../evaluate/evaluateCommand.ts';
import { withProgress } from '../progress.ts';
import type { ResultsPanel } from './resultsPanel.ts';
import { findRuns, type FoundRun } from '../runs/foundRuns.ts';
import { askControl } from '../runs/repeatRun.ts';
import { send } from '../jobs/trainingFile.ts';
import { trainingFileOf } from '../recipes/trainingFileOf.ts';
import { isAddition, isBaselineAddition, type Baseline } from './additions.ts';

/** Puts a baseline or a control arm beside a run: one that was asked before is shown, any other is asked. */
export async function addRun(
  context: CommandContext,
  panel: ResultsPanel,
  own: FoundRun,
  addition: Addition,
): Promise<void> {
  const known = (await findRuns()).find((run) => run.folder !== own.folder && isAddition(addition, run, own));
  if (known) await panel.join(known);
  else if (isBaselineAddition(addition)) await addBaseline(context, panel, own, addition);
  else await askControl(context, own, addition, panel);
}

async function addBaseline(
  context: CommandContext,
  panel: ResultsPanel,
  own: FoundRun,
  baseline: Baseline,
): Promise<void> {
  const test = Uri.file(own.test);
  const training = await trainingFileOf(context, test, { others: [join(dirname(own.test), 'train.jsonl')] });
  if (!training) return;
  const account = await openAccount(context, 'baseline', test, '');
  const model = await explained(account, () => trained(account, training, baseline));
  await evaluateWith(context, account, {
    ...{ test, models: [model], arm: 'normal', batch: false, panel },
    ...{ temperature: undefined, maxTokens: undefined, budget: undefined, price: undefined },
    check: (testSet) => {
      checkSameFiles(own.info, testSet);
    },
  });
}

/** The name of a baseline that has learnt from a file; one that was trained before is not trained again. */
function trained(account: Account, training: Uri, baseline: Baseline): Promise<string> {
  const { client, profile } = account;
  return withProgress(l10n.t('Training {0}', baseline), async (options) => {
    const { signal } = options;
    const { id: trainingFile } = await send(account, training, options);
    const before = (await listJobs(client, 300, signal)).find(
      (job) => job.model === baseline && job.training_file === trainingFile && job.fine_tuned_model,
    );
    if (before?.fine_tuned_model) return before.fine_tuned_model;
    const { job } = await createJob(client, profile, { model: baseline, trainingFile }, { signal });
    for await (const { message } of followEvents(client, job.id, { signal })) options.onProgress(0, message);
    const ended = await retrieveJob(client, job.id, signal);
    if (ended.fine_tuned_model) return ended.fine_tuned_model;
    throw new Error(l10n.t('{0} could not learn from {1}: {2}', baseline, training.fsPath, ended.error?.message ?? ''));
  });
}
