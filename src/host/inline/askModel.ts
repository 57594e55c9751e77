import { l10n, workspace, type Uri } from 'vscode';
import { readLine } from '../../dataset/example.ts';
import { askExample } from '../../evaluate/askExample.ts';
import { imageUrls } from '../../evaluate/images.ts';
import { withoutReference } from '../../evaluate/asked.ts';
import type { ProviderId } from '../../providers/profile.ts';
import { explained, openAccount, type Account } from '../accounts/account.ts';
import { agreed } from '../agreed.ts';
import type { CommandContext } from '../commandContext.ts';
import { modelSteps, type ChosenModels } from '../evaluate/evaluateSteps.ts';
import { formatBytes, formatCount } from '../format.ts';
import { activeExample } from '../dataset/activeExample.ts';
import { labelOf } from './labels.ts';
import { withProgress } from '../progress.ts';
import { Hint } from '../report.ts';
import type { Services } from '../services.ts';
import { ask } from '../steps.ts';

/** In the state of the workspace: the model asked last, and who may be sent single examples. */
const LAST = 'askedModel';
const ALLOWED = 'askedRecipients';

interface Last {
  provider: ProviderId;
  model: string;
}

/** Asks a model the user chooses about an example, the one in sight unless another is named. */
export const askModel = (context: CommandContext, uri?: Uri, line?: number): Promise<void> =>
  askAbout(context, uri, line, undefined);

/** Asks the model that was asked last. */
export const askAgain = (context: CommandContext, uri?: Uri, line?: number): Promise<void> =>
  askAbout(context, uri, line, context.context.workspaceState.get<Last>(LAST));

async function askAbout(
  context: CommandContext,
  uri: Uri | undefined,
  wanted: number | undefined,
  last: Last | undefined,
): Promise<void> {
  if (!workspace.isTrusted) throw new Hint(l10n.t('Trust this workspace first: then models can be asked.'));
  const { model: file, line } = activeExample(context.editors, uri, wanted);
  const { workspaceState } = context.context;
  const before = last ?? workspaceState.get<Last>(LAST);
  const start: ChosenModels = {
    ...{ test: file.uri, provider: before?.provider ?? 'openai', account: undefined },
    models: before ? [before.model] : [],
  };
  const chosen = await ask(l10n.t('Ask a Model'), start, last ? [] : modelSteps(context, false));
  const [model] = chosen?.models ?? [];
  if (!chosen || model === undefined) return;
  const account = chosen.account ?? (await openAccount(context, chosen.provider, file.uri));
  const text = await file.document.lineText(line);
  const example = text === undefined ? undefined : readLine(text, line);
  if (text === undefined || example?.kind !== 'chat')
    throw new Hint(l10n.t('Line {0} is no example that a model can be asked about.', line + 1));
  if (!(await mayLeave(context, account, text, withoutReference(example.messages).flatMap(imageUrls).length))) return;
  await workspaceState.update(LAST, { provider: chosen.provider, model } satisfies Last);
  const reference = (await labelOf(file, line))?.text;
  const settle = file.answers.begin(example, model, account.recipient);
  try {
    const { client, profile } = account;
    const answer = await withProgress(l10n.t('Asking {0} about example {1}', model, line + 1), ({ signal }) =>
      explained(account, () => askExample({ text, line, reference }, { client, profile, model, signal })),
    );
    settle(answer);
  } catch (error) {
    settle(undefined);
    throw error;
  }
}

/** Says what leaves the machine, once for each recipient in a workspace. */
async function mayLeave(
  { context }: Services,
  { embedded, recipient }: Account,
  text: string,
  images: number,
): Promise<boolean> {
  const allowed = context.workspaceState.get<string[]>(ALLOWED, []);
  if (embedded || allowed.includes(recipient)) return true;
  const detail = l10n.t(
    'Each time you ask, the example leaves this machine: its messages and images, without its reference answer. This one has {0} images and {1}. What {2} charges for an answer is yours to pay. You are asked once in this workspace.',
    formatCount(images),
    formatBytes(Buffer.byteLength(text)),
    recipient,
  );
  if (!(await agreed(l10n.t('Send single examples to {0}?', recipient), detail, l10n.t('Send')))) return false;
  await context.workspaceState.update(ALLOWED, [...allowed, recipient]);
  return true;
}
