import { l10n, type Uri } from 'vscode';
import type { CommandContext } from '../commandContext.ts';
import { showNamedExamples } from '../problems/namedExamples.ts';
import { Hint } from '../report.ts';
import type { ExampleMark } from '../problems/vendorMarks.ts';

/** Opens the file, marks these examples in it, and leads to the only one or to the list of them. */
export async function markExamples(context: CommandContext, uri: Uri, examples: readonly ExampleMark[]): Promise<void> {
  const { editors, vendorMarks } = context;
  await editors.show(uri, examples[0]?.line);
  const model = editors.modelOf(uri);
  if (!model) return;
  await model.document.indexed;
  const there = examples.filter(({ line }) => line < model.lineCount);
  if (there.length === 0) throw new Hint(l10n.t('{0} does not have these examples any more.', model.file.name));
  vendorMarks.mark(uri, there);
  if (there.length > 1) await showNamedExamples(context, model);
}
