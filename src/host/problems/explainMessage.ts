import { env, l10n, window } from 'vscode';
import { purposeOf } from '../../dataset/purpose.ts';
import { explain } from '../../lint/explain/explain.ts';
import type { Explanation } from '../../lint/explain/explanation.ts';
import { positionsOf, type ColumnRange } from '../../lint/position.ts';
import type { CommandContext } from '../commandContext.ts';
import type { DatasetModel } from '../dataset/datasetModel.ts';
import { formatCount } from '../format.ts';
import { Hint } from '../report.ts';
import { WHOLE_LINE, type VendorMark } from './vendorMark.ts';
import { placeOf, removeNamedExamples, showNamedExamples } from './namedExamples.ts';

/**
 * Says what a vendor's error, event or log means, and marks the examples it names in the file that is open.
 * @param given the text; without it the clipboard's is offered
 */
export async function explainMessage(context: CommandContext, given?: unknown): Promise<void> {
  const text = typeof given === 'string' ? given : await askForMessage();
  if (text === undefined) return;
  const explanations = explain(text);
  if (explanations.length === 0)
    throw new Hint(l10n.t("These words are not known as a vendor's message; paste the whole of it."));
  const model = fileMeant(context, explanations);
  const marks = model ? await marksOf(model, explanations) : new Map<number, VendorMark>();
  if (model) context.vendorMarks.put(model.uri, marks);

  const [first, ...others] = explanations;
  const detail = [
    ...(others.length === 0 ? [first?.help ?? ''] : explanations.map(inWords)),
    ...placesInWords(explanations, model, marks.size),
  ].join('\n\n');
  const one = marks.size === 1;
  const show = one ? l10n.t('Show the Example') : l10n.t('Show {0} Examples', formatCount(marks.size));
  const remove = one ? l10n.t('Remove the Example') : l10n.t('Remove {0} Examples', formatCount(marks.size));
  const title = others.length === 0 ? (first?.sentence ?? '') : l10n.t('What the vendor says');
  const buttons = marks.size > 0 ? [show, remove] : [];
  const answer = await window.showInformationMessage(title, { modal: true, detail }, ...buttons);
  if (!model || answer === undefined) return;
  const [[line, mark] = []] = marks;
  if (answer === remove) await removeNamedExamples(context, model);
  else if (one) await context.editors.show(model.uri, line, mark && placeOf(mark));
  else await showNamedExamples(context, model);
}

async function askForMessage(): Promise<string | undefined> {
  const copied = (await env.clipboard.readText()).replaceAll(/\s+/g, ' ').trim();
  return window.showInputBox({
    title: l10n.t("Explain a Vendor's Message"),
    prompt: l10n.t('An error, an event of a job, or a part of its log.'),
    placeHolder: l10n.t('Images at example 52 violate our usage policy. ...'),
    value: explain(copied).length > 0 ? copied : '',
    ignoreFocusOut: true,
  });
}

/** The file that has the focus, or the open one that is for what the message speaks of. */
function fileMeant({ editors }: CommandContext, explanations: readonly Explanation[]): DatasetModel | undefined {
  const wanted = explanations.find(({ file, lines }) => file !== undefined && lines.length > 0)?.file;
  const fits = ({ uri }: DatasetModel) => (purposeOf(uri.path) === 'validation') === (wanted === 'validation');
  const active = editors.active?.model;
  const open = active ? [active, ...editors.models] : editors.models;
  return (wanted && open.find(fits)) ?? active ?? (open.length === 1 ? open[0] : undefined);
}

/** What is said of the examples that are there, by their lines from 0. */
async function marksOf(model: DatasetModel, explanations: readonly Explanation[]): Promise<Map<number, VendorMark>> {
  await model.document.indexed;
  const marks = new Map<number, VendorMark>();
  for (const { lines, path = '', sentence, help, rule, reasons } of explanations)
    for (const line of lines.map((number) => number - 1))
      if (line < model.lineCount && !marks.has(line)) {
        const place = path === '' ? WHOLE_LINE : { path, ...(await columnsOf(model, line, path)) };
        const severity = reasons === undefined ? 'error' : 'warning';
        marks.set(line, { source: 'vendor', severity, sentence, help, rule, ...place });
      }
  return marks;
}

async function columnsOf(model: DatasetModel, line: number, path: string): Promise<ColumnRange> {
  const text = (await model.document.lineText(line)) ?? '';
  return positionsOf(() => ({ text, payloads: [], shifts: [] }))(path);
}

function inWords({ lines, sentence, help }: Explanation): string {
  const place =
    lines.length === 0 ? '' : lines.length === 1 ? ` (${l10n.t('example {0}', formatCount(lines[0] ?? 0))})` : '';
  return `${sentence}${place} ${help}`;
}

/** Where the examples are, or why they cannot be shown. */
function placesInWords(explanations: readonly Explanation[], model: DatasetModel | undefined, there: number): string[] {
  const named = new Set(explanations.flatMap(({ lines }) => lines)).size;
  if (named === 0) return [];
  if (!model) return [l10n.t('Open the file in the Dataset editor and run this again to see the examples it names.')];
  const name = model.file.name;
  if (there === 0) return [l10n.t('{0} does not have the examples it names: is it another file?', name)];
  return there < named
    ? [l10n.t('{0} of the {1} examples it names are in {2}.', formatCount(there), formatCount(named), name)]
    : [];
}
