import { l10n, Uri, window } from 'vscode';
import { describeEstimate, estimateJob } from '../../tune/estimate.ts';
import type { Asked, JobNote } from '../../tune/job/jobNotes.ts';
import { interruptedLike, startJob } from '../../tune/job/startJob.ts';
import { shutdownOf } from '../../tune/modelEnds.ts';
import { explained, openAccount, type Account } from '../accounts/account.ts';
import { agreed } from '../agreed.ts';
import type { CommandContext } from '../commandContext.ts';
import { workspaceFolder } from '../dataFolder.ts';
import { withProgress } from '../progress.ts';
import { fileFor, lintBeforeSending, send } from './trainingFile.ts';
import { recipientKey } from './accounts.ts';
import { askForJob, type Answers } from './fineTuneSteps.ts';
import { folderOf, type JobKey } from './jobKey.ts';
import type { Jobs } from './jobs.ts';
import type { InterruptedJob } from './knownJobs.ts';

/** Asks for everything a job needs, says what it sends and costs, starts it and opens its page. */
export async function fineTune(context: CommandContext, uri?: Uri): Promise<void> {
  const training = await fileFor(context, uri, 'train', l10n.t('Choose the training file'));
  if (!training) return;
  const answers = await askForJob(training);
  if (answers) await tune(context, await context.jobs(), answers);
}

/** The job that failed or was cancelled once more, with its files as they are now. */
export async function tuneAgain(context: CommandContext, jobs: Jobs, key: JobKey): Promise<void> {
  const note = jobs.find(key)?.note;
  if (note) await tune(context, jobs, answersOf(note), true);
}

/** Goes on with what was agreed to before it was interrupted. */
export async function goOn(context: CommandContext, jobs: Jobs, { note, folder }: InterruptedJob): Promise<void> {
  const account = await openAccount(context, note.provider, folderOf({ folder }));
  await start(context, jobs, { account, note, folder: folderOf({ folder }), goesOn: true });
}

async function tune(context: CommandContext, jobs: Jobs, answers: Answers, again = false): Promise<void> {
  const { training, validation, model, suffix, numbers, provider } = answers;
  const folder = workspaceFolder(training).uri;
  const account = await openAccount(context, provider, training);
  const planned = await agreeToCost(context, account, answers);
  if (!planned) return;
  const asked: Asked = {
    ...{ provider, recipient: recipientKey(account), model, numbers, planned },
    ...{ training: training.fsPath, validation: validation?.fsPath, suffix: suffix || undefined },
  };
  const { notes } = jobs.storesOf(folder);
  const interrupted = await interruptedLike(notes, asked);
  const note = interrupted ?? (await notes.begin(asked));
  await start(context, jobs, { account, note, folder, again, goesOn: interrupted !== undefined });
}

/** Everything is checked and said before anything is sent; the embedded provider sends and costs nothing. */
async function agreeToCost(context: CommandContext, account: Account, answers: Answers): Promise<Asked['planned']> {
  const { training, validation, model, numbers } = answers;
  const { profile, embedded, client } = account;
  const [trained, measured, ends] = await withProgress(l10n.t('Checking the files'), async (options) => [
    await lintBeforeSending(context, training, profile, model, options),
    validation && (await lintBeforeSending(context, validation, profile, model, options)),
    embedded ? undefined : await shutdownOf(client, model, options.signal),
  ]);
  const estimate = estimateJob(profile, model, trained, measured, numbers.epochs);
  const detail = describeEstimate(profile, model, estimate, ends);
  const question = l10n.t('Fine-tune {0} at {1}?', model, account.recipient);
  if (!embedded && !(await agreed(question, detail, l10n.t('Send and Train')))) return undefined;
  const { examples, epochs, usd } = estimate;
  return { examples, validation: measured?.examples, epochs, usd };
}

interface Started {
  account: Account;
  note: JobNote;
  folder: Uri;
  again?: boolean;
  goesOn?: boolean;
}

/** Uploads, creates the job unless it is there, and shows it. */
async function start(context: CommandContext, jobs: Jobs, started: Started): Promise<void> {
  const { account, note, folder, again, goesOn } = started;
  const { client, profile } = account;
  const { notes } = jobs.storesOf(folder);
  const { job, found } = await explained(account, () =>
    withProgress(l10n.t('Starting to fine-tune {0}', note.model), (options) =>
      startJob({ client, profile, notes }, note, {
        ...{ signal: options.signal, again, goesOn },
        send: async (path) => (await send(account, Uri.file(path), options)).id,
      }),
    ),
  ).finally(() => jobs.refresh());
  const key: JobKey = { provider: note.provider, folder: folder.toString(), id: job.id };
  await context.showJob(key);
  if (!found || goesOn) return;
  const another = l10n.t('Start Another');
  const sentence = l10n.t('The same job is under way already, as {0}: nothing was sent or paid again.', job.id);
  if ((await window.showInformationMessage(sentence, another)) !== another) return;
  const { job: _, told: __, ...asked } = note;
  await start(context, jobs, { ...started, note: await notes.begin(asked), again: true });
}

/** What the questions would have been answered with. */
function answersOf({ provider, model, training, validation, suffix, numbers }: JobNote): Answers {
  return {
    ...{ provider, model, suffix: suffix ?? '', numbers: { ...numbers } as Answers['numbers'] },
    training: Uri.file(training),
    validation: validation === undefined ? undefined : Uri.file(validation),
    own: Object.values(numbers).some((value) => value !== undefined),
  };
}
