import { env, l10n, window, workspace, type Uri } from 'vscode';
import { PROFILES } from '../../providers/profiles.ts';
import { checkConnection } from '../../tune/connection.ts';
import { explained, openAccount } from '../accounts/account.ts';
import { askToSend } from '../accounts/askToSend.ts';
import type { CommandContext } from '../commandContext.ts';
import { workspaceFolder } from '../dataFolder.ts';
import { chooseProvider } from './fineTuneSteps.ts';
import { withProgress } from '../progress.ts';
import { ask } from '../steps.ts';
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
