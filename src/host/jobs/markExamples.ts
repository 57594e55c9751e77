import { window, l10n, type Uri } from 'vscode';
import type { CommandContext } from '../commands.ts';
import { showNamedExamples } from '../namedExamples.ts';
import { Hint } from '../report.ts';
import type { VendorMark } from '../vendorMarks.ts';

/** An example that is spoken of. */
export interface Named {
  /** From 0. */
  line: number;
  message: string;
  rule: string | undefined;
  /** Not only left out: the job failed. */
  refused?: boolean;
  /** Our own guess, not the vendor's word. */
  guess?: boolean;
}

/** Opens the file, marks these examples in it, and leads to the only one or to the list of them. */
export async function markExamples(context: CommandContext, uri: Uri, named: readonly Named[]): Promise<void> {
  const { editors, vendorMarks } = context;
  const [first] = named;
  await editors.show(uri, first?.line);
  const model = editors.modelOf(uri);
  if (!model) return;
  await model.document.indexed;
  const marks = new Map<number, VendorMark>();
  for (const { line, message, rule, refused = false, guess = false } of named)
    if (line < model.lineCount)
      marks.set(line, { message, rule, refused, guess, column: 1, endColumn: Number.MAX_SAFE_INTEGER });
  if (marks.size === 0) throw new Hint(l10n.t('{0} does not have these examples any more.', model.file.name));
  vendorMarks.show(model, marks);
  if (marks.size > 1) await showNamedExamples(context, model);
  else void window.setStatusBarMessage([...marks.values()][0]?.message ?? '', 10_000);
}
