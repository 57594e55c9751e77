import { l10n, QuickPickItemKind, window, type QuickPickItem, type Uri } from 'vscode';
import { FIXES } from '../../lint/fixes/fixes.ts';
import type { FixRequest } from '../../protocol/fixing.ts';
import type { CommandContext } from '../commandContext.ts';
import type { DatasetModel } from '../dataset/datasetModel.ts';
import { fixProblems as fix } from './fixProblems.ts';
import { formatCount } from '../format.ts';
import { Hint } from '../report.ts';

/**
 * Fixes problems of a file, opened in the dataset editor where it is not: those of a request, or of the rule that the
 * user chooses. What changes is shown first, and asked about.
 */
export async function fixProblems(context: CommandContext, uri?: Uri, request?: FixRequest): Promise<boolean> {
  const { editors } = context;
  const file = uri ?? editors.active?.model.uri;
  if (!file) throw new Hint(l10n.t('Open a training file in the Dataset editor first.'));
  if (!editors.modelOf(file)) await editors.show(file, undefined);
  const model = editors.modelOf(file);
  if (!model) return false;
  const chosen = request ?? (await choose(model));
  return chosen ? fix(model, context, chosen) : false;
}

interface Choice extends QuickPickItem {
  request?: FixRequest;
}

async function choose(model: DatasetModel): Promise<FixRequest | undefined> {
  if (!model.check.report) await model.lint();
  const counts = new Map<string, number>();
  for (const { rule, fixable } of model.check.report?.findings ?? [])
    if (fixable) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const found = [...FIXES].flatMap(([rule, each]) => {
    const count = counts.get(rule);
    // images of the web are offered always: they are no problem for every vendor
    return count === undefined && each.of !== 'web' ? [] : [{ rule, count: count ?? 0, ...each }];
  });
  const item = ({ rule, label, count, why }: (typeof found)[number]): Choice => ({
    label,
    description: count > 0 ? `${formatCount(count)} · ${rule}` : '',
    detail: why,
    request: { rules: [rule] },
  });
  const safe = found.filter((each) => each.safe);
  const asked = found.filter((each) => !each.safe);
  const sum = safe.reduce((total, { count }) => total + count, 0);
  const items: Choice[] = [
    ...(safe.length > 1 ? [{ label: l10n.t('Fix all that is safe'), description: formatCount(sum), request: {} }] : []),
    ...safe.map(item),
    ...(asked.length > 0 ? [{ label: l10n.t('Not made unasked'), kind: QuickPickItemKind.Separator }] : []),
    ...asked.map(item),
  ];
  const title = l10n.t('Fix problems of {0}', model.file.name);
  return (await window.showQuickPick(items, { title, matchOnDescription: true, ignoreFocusOut: true }))?.request;
}
