import { env, l10n, window, workspace, type Uri } from 'vscode';
import { PROFILES } from '../providers/profiles.ts';
import { checkConnection } from '../tune/connection.ts';
import { describeEstimate, estimateJob } from '../tune/estimate.ts';
import { createJob, followEvents } from '../tune/job.ts';
import { skippedIn } from '../tune/skipped.ts';
import { explained, openAccount, workspaceFolder, type Account } from './account.ts';
import { agreed } from './agreed.ts';
import { askToSend } from './askToSend.ts';
import type { CommandContext } from './commands.ts';
import { askForJob, chooseProvider, type Answers } from './fineTuneSteps.ts';
import { tellFailed, tellReady, type Ended } from './jobEnded.ts';
import { withProgress } from './progress.ts';
import { ask } from './steps.ts';
import { fileFor, lintBeforeSending, send } from './trainingFile.ts';

/** Sends one file to a vendor and shows its id. */
export async function upload(context: CommandContext, uri?: Uri): Promise<void> {
  const file = await fileFor(context, uri, 'train', l10n.t('Choose the file to upload'));
  if (!file) return;
  const answers = await ask(l10n.t('Upload Training File'), { provider: 'openai' }, [chooseProvider]);
  if (!answers) return;
  const profile = PROFILES[answers.provider];
  const report = await withProgress(l10n.t('Checking {0}', workspace.asRelativePath(file)), (options) =>
    lintBeforeSending(context, file, profile, undefined, options),
  );
  const account = await openAccount(context, answers.provider, file);
  if (!account.embedded && !(await askToSend(account, file, report))) return;
  const { id, known } = await explained(account, () =>
    withProgress(l10n.t('Uploading'), (options) => send(account, file, options)),
  );
  const sentence = known
    ? l10n.t('{0} was sent before and is still there as {1}: nothing was sent.', workspace.asRelativePath(file), id)
    : l10n.t('Uploaded as {0}.', id);
  const copy = l10n.t('Copy Id');
  if ((await window.showInformationMessage(sentence, copy)) === copy) await env.clipboard.writeText(id);
}

/** Says in plain words what the key of a vendor can do. */
export async function checkAccount(context: CommandContext): Promise<void> {
  const answers = await ask(l10n.t('Check Connection'), { provider: 'openai' }, [chooseProvider]);
  if (!answers) return;
  const scope = context.editors.active?.model.uri ?? workspaceFolder().uri;
  const account = await openAccount(context, answers.provider, scope);
  const abilities = await withProgress(l10n.t('Asking {0}', account.recipient), ({ signal }) =>
    checkConnection(account.client, account.recipient, signal),
  );
  const all = abilities.every(({ may }) => may);
  const message = all
    ? l10n.t('Connected to {0}: this key can do what is needed.', account.recipient)
    : l10n.t('Connected to {0}, but this key cannot do all that is needed.', account.recipient);
  const detail = abilities.map(({ may, sentence }) => `${may ? '✓' : '✗'} ${sentence}`).join('\n');
  const tell = all ? window.showInformationMessage : window.showWarningMessage;
  await tell(message, { modal: true, detail });
}

/** Asks for everything a job needs, says what it sends and costs, and follows it to its end. */
export async function fineTune(context: CommandContext, uri?: Uri): Promise<void> {
  const training = await fileFor(context, uri, 'train', l10n.t('Choose the training file'));
  if (!training) return;
  const answers = await askForJob(training);
  if (!answers) return;
  const account = await openAccount(context, answers.provider, training);
  if (!(await agreeToCost(context, account, answers))) return;
  const ended = await explained(account, () => train(context, account, answers));
  await (ended.job.status === 'succeeded' ? tellReady(answers.provider, ended) : tellFailed(ended));
}

/** Everything is checked and said before anything is sent; the embedded provider sends and costs nothing. */
async function agreeToCost(context: CommandContext, account: Account, answers: Answers): Promise<boolean> {
  const { training, validation, model, numbers } = answers;
  const { profile, embedded } = account;
  const [trained, measured] = await withProgress(l10n.t('Checking the files'), async (options) => [
    await lintBeforeSending(context, training, profile, model, options),
    validation && (await lintBeforeSending(context, validation, profile, model, options)),
  ]);
  if (embedded) return true;
  const estimate = describeEstimate(profile, model, estimateJob(profile, model, trained, measured, numbers.epochs));
  return agreed(l10n.t('Fine-tune {0} at {1}?', model, account.recipient), estimate, l10n.t('Send and Train'));
}

/** Uploads, starts the job and follows it to its end. */
function train({ log }: CommandContext, account: Account, answers: Answers): Promise<Ended> {
  const { client } = account;
  const { training, validation, model, suffix, numbers } = answers;
  return withProgress(l10n.t('Fine-tuning {0}', model), async (options) => {
    const { signal, onProgress } = options;
    const { id: trainingFile } = await send(account, training, options);
    const validationFile = validation && (await send(account, validation, options)).id;
    const request = { model, trainingFile, validationFile, suffix: suffix || undefined, ...numbers };
    const { id } = await createJob(client, request, signal);
    let leftOut: string | undefined;
    for await (const { message } of followEvents(client, id, { signal })) {
      log.info(`${id}: ${message}`);
      onProgress(1, message);
      if (skippedIn(message)) leftOut = message;
    }
    return { job: await client.fineTuning.jobs.retrieve(id), leftOut };
  });
}
