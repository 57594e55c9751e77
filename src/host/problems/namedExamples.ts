import { l10n, ThemeIcon, window, type QuickInputButton, type QuickPickItem } from 'vscode';
import { questionAndAnswer } from '../../dataset/example.ts';
import type { ProblemPlace } from '../../protocol/problems.ts';
import type { CommandContext } from '../commandContext.ts';
import type { DatasetModel } from '../dataset/datasetModel.ts';
import { formatCount } from '../format.ts';
import { MARK_RULES, wordsOf, type VendorMark } from './vendorMark.ts';
import type { MarkedLines } from './vendorMarks.ts';

/** Questions read for the list; the others are named by their numbers alone. */
const MOST_PREVIEWS = 200;
const LONGEST_PREVIEW = 100;

interface NamedExample extends QuickPickItem {
  /** From 0; missing: all of them. */
  line?: number;
}

/** Lists the examples that a vendor's message names: to go to one, to remove one, or to remove all of them. */
export async function showNamedExamples({ editors, vendorMarks }: CommandContext, model: DatasetModel): Promise<void> {
  const pick = window.createQuickPick<NamedExample>();
  pick.title = l10n.t('Examples the vendor names in {0}', model.file.name);
  pick.placeholder = l10n.t('Go to an example');
  pick.matchOnDescription = true;
  const trash: QuickInputButton = { iconPath: new ThemeIcon('trash'), tooltip: l10n.t('Remove') };
  const fill = async () => {
    pick.items = await itemsOf(model, vendorMarks.of(model.uri), trash);
  };
  const remove = async (line: number) => {
    await removeExamples(model, [line]);
    await fill();
    if (pick.items.length === 0) pick.hide();
  };
  await fill();
  const chosen = await new Promise<NamedExample | undefined>((resolve, reject) => {
    pick.onDidTriggerItemButton(({ item }) => {
      if (item.line !== undefined) remove(item.line).catch(reject);
    });
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]);
    });
    pick.onDidHide(() => {
      resolve(undefined);
    });
    pick.show();
  }).finally(() => {
    pick.dispose();
  });
  if (!chosen) return;
  if (chosen.line === undefined) await removeNamedExamples({ vendorMarks }, model);
  else {
    const mark = vendorMarks.of(model.uri).get(chosen.line);
    await editors.show(model.uri, chosen.line, mark && placeOf(mark));
  }
}

/** Where a mark stands in its example. */
export const placeOf = ({ path, source }: VendorMark): ProblemPlace => ({ path, rule: MARK_RULES[source] });

/** Removes all that are marked, as one edit that undo takes back. */
export function removeNamedExamples(
  { vendorMarks }: Pick<CommandContext, 'vendorMarks'>,
  model: DatasetModel,
): Promise<void> {
  return removeExamples(model, [...vendorMarks.of(model.uri).keys()]);
}

const removeExamples = (model: DatasetModel, lines: readonly number[]) =>
  model.edit({ kind: 'removeExamples', lines: lines.map((line) => ({ from: line, to: line + 1 })) });

async function itemsOf(model: DatasetModel, marks: MarkedLines, trash: QuickInputButton): Promise<NamedExample[]> {
  const items: NamedExample[] = [];
  // said once in the dialog before; where several things are said, each example has its own
  const several = new Set(Array.from(marks.values(), wordsOf)).size > 1;
  for (const [line, mark] of marks) {
    const label = l10n.t('Example {0}', formatCount(line + 1));
    const description = items.length < MOST_PREVIEWS ? await previewOf(model, line) : '';
    items.push({ line, label, description, buttons: [trash], ...(several && { detail: wordsOf(mark) }) });
  }
  if (items.length > 1)
    items.push({ label: `$(trash) ${l10n.t('Remove all {0} examples', formatCount(items.length))}`, alwaysShow: true });
  return items;
}

async function previewOf(model: DatasetModel, line: number): Promise<string> {
  const example = await model.example(line);
  if (example.kind !== 'chat') return '';
  const { question, answer = '' } = questionAndAnswer(example.messages);
  return `${question} ${answer}`.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_PREVIEW);
}
