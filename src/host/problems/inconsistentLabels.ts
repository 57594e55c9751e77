import { basename } from 'node:path';
import { l10n, window, type Uri } from 'vscode';
import { activeUri } from '../activeUri.ts';
import type { CommandContext } from '../commandContext.ts';
import type { DatasetModel } from '../dataset/datasetModel.ts';
import type { DatasetSession } from '../dataset/datasetSession.ts';
import { formatCount } from '../format.ts';
import { checkInDepth } from './lintDeep.ts';

interface WorkList {
  label: string;
  detail: string;
  show: (session: DatasetSession) => unknown;
}

/**
 * Looks for labels that contradict each other, or that all models shown do, and leads to the list of them: of the
 * editor's problems, or of its examples.
 */
export async function findInconsistentLabels(context: CommandContext, uri?: Uri): Promise<void> {
  const { editors } = context;
  const file = uri ?? activeUri();
  const session = await editors.show(file, undefined);
  const model = editors.modelOf(file);
  if (!session || !model) return;
  await checkInDepth(context, model);
  const lists = workLists(model);
  const name = basename(file.path);
  if (lists.length === 0) {
    void window.showInformationMessage(
      l10n.t('{0} has no labels that contradict each other in {1} examples.', name, formatCount(model.lineCount)),
    );
    return;
  }
  const placeHolder = l10n.t('Labels of {0} to look at', name);
  const [only] = lists;
  const chosen = lists.length === 1 ? only : await window.showQuickPick(lists, { placeHolder, matchOnDetail: true });
  chosen?.show(session);
}

/** What there is to look at, the likeliest mistakes first. */
function workLists({ runCounts, check }: DatasetModel): WorkList[] {
  const suspect = runCounts?.suspect ?? 0;
  const ofRule = (rule: string, title: string, detail: string): WorkList[] => {
    const count = [...check.found].flatMap(([, findings]) =>
      findings.filter((finding) => finding.rule === rule),
    ).length;
    if (count === 0) return [];
    const show = (session: DatasetSession) => {
      session.showProblemList(rule);
    };
    return [{ label: `${title}: ${formatCount(count)}`, detail, show }];
  };
  const suspects: WorkList = {
    label: l10n.t('Models contradict the label: {0}', formatCount(suspect)),
    detail: l10n.t(
      'All models shown give one and the same answer, and it is not the reference: the label may be wrong.',
    ),
    show: (session) => session.list({ result: 'suspect' }),
  };
  return [
    ...(suspect > 0 ? [suspects] : []),
    ...ofRule(
      'conflicting-answers',
      l10n.t('Labels contradict each other'),
      l10n.t('The same question about the same image, or one that looks the same, has different answers.'),
    ),
    ...ofRule(
      'answer-forms',
      l10n.t('Labels differ in form'),
      l10n.t('The same question about the same image has answers that differ in case or punctuation only.'),
    ),
  ];
}
