import { env, l10n, window } from 'vscode';
import type { JobAction } from '../../protocol/jobPage.ts';
import { explained } from '../accounts/account.ts';
import type { CommandContext } from '../commandContext.ts';
import { compareWithBase as compare, evaluateTuned, runAction } from './jobActions.ts';
import { goOn } from './fineTune.ts';
import { folderOf } from './jobKey.ts';
import type { JobNode } from './jobsTree.ts';
import { titleOf } from './knownJobs.ts';
import type { ModelNode } from './modelsTree.ts';

/** What the menus of the views of jobs and models do; each is given the item it was called on. */

export async function openJob(context: CommandContext, node?: JobNode | ModelNode): Promise<void> {
  if (node?.kind === 'job') await context.showJob(node.known.key);
  else if (node?.kind === 'model' && node.model.job) await context.showJob(node.model.job);
  else if (!node) await chooseJob(context);
}

/** From the palette: any job that is known. */
async function chooseJob(context: CommandContext): Promise<void> {
  const jobs = await context.jobs();
  await jobs.refresh();
  const items = jobs.all.map((known) => ({
    label: titleOf(known),
    description: `${known.job.status} · ${known.job.id}`,
    known,
  }));
  if (items.length === 0) {
    void window.showInformationMessage(l10n.t('There are no jobs yet: run "Fine-Tune a Model" on a training file.'));
    return;
  }
  const picked = await window.showQuickPick(items, { placeHolder: l10n.t('Which job?'), matchOnDescription: true });
  if (picked) await context.showJob(picked.known.key);
}

export async function refreshJobs(context: CommandContext): Promise<void> {
  await (await context.jobs()).refresh();
  context.refreshModels();
}

const jobAction =
  (action: JobAction) =>
  async (context: CommandContext, node?: JobNode): Promise<void> => {
    if (node?.kind !== 'job') return;
    const jobs = await context.jobs();
    const { key } = node.known;
    await runAction(context, jobs, { key, known: undefined, refresh: () => jobs.refresh() }, action);
  };

export const cancelJob = jobAction('cancel');
export const copyJobId = jobAction('copyId');
export const openJobAtVendor = jobAction('openVendor');
export const tuneJobAgain = jobAction('tryAgain');

export async function goOnWithJob(context: CommandContext, node?: JobNode): Promise<void> {
  if (node?.kind === 'interrupted') await goOn(context, await context.jobs(), node.interrupted);
}

/** An interrupted job is not wanted any more; a job that the vendor has created nevertheless stays there. */
export async function forgetJob(context: CommandContext, node?: JobNode): Promise<void> {
  if (node?.kind !== 'interrupted') return;
  const jobs = await context.jobs();
  const { note, folder } = node.interrupted;
  await jobs.storesOf(folderOf({ folder })).notes.forget(note);
  await jobs.refresh();
}

/** The name that a tuned model, a checkpoint, or a job's model is called by, and who has it. */
function modelOf(node: JobNode | ModelNode | undefined) {
  if (node?.kind === 'model') return { name: node.model.name, provider: node.model.provider };
  if (node?.kind === 'checkpoint')
    return { name: node.checkpoint.fine_tuned_model_checkpoint, provider: node.model.provider };
  const name = node?.kind === 'job' ? node.known.job.fine_tuned_model : undefined;
  return node?.kind === 'job' && name ? { name, provider: node.known.key.provider } : undefined;
}

export async function evaluateModel(_: CommandContext, node?: JobNode | ModelNode): Promise<void> {
  const model = modelOf(node);
  if (model) await evaluateTuned(model, model.name);
}

export async function compareWithBase(_: CommandContext, node?: JobNode | ModelNode): Promise<void> {
  const model = modelOf(node);
  if (model) await compare(model, model.name);
}

export async function copyModelName(_: CommandContext, node?: JobNode | ModelNode): Promise<void> {
  const model = modelOf(node);
  if (model) await env.clipboard.writeText(model.name);
}

/** Deletes a tuned model at its vendor, which nothing brings back. */
export async function deleteModel(context: CommandContext, node?: ModelNode): Promise<void> {
  if (node?.kind !== 'model') return;
  const { name, recipient } = node.model;
  const yes = l10n.t('Delete the Model');
  const question = l10n.t('Delete {0} at {1}?', name, recipient);
  const detail = l10n.t('Nobody can call it any more, and nothing brings it back. Runs and their answers stay.');
  if ((await window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) return;
  const jobs = await context.jobs();
  const account = await jobs.accountOf(node.model);
  await explained(account, () => account.client.models.delete(name));
  context.refreshModels();
}
