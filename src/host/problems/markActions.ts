import {
  CodeAction,
  CodeActionKind,
  l10n,
  languages,
  Range,
  WorkspaceEdit,
  type CodeActionContext,
  type CodeActionProvider,
  type Diagnostic,
  type Disposable,
  type TextDocument,
} from 'vscode';
import type { DatasetEditorProvider } from '../dataset/datasetEditor.ts';
import { TEXT_FILES } from '../images/imageLenses.ts';
import { removedLines } from '../dataset/removedLines.ts';
import { MARK_RULES, wordsOf } from './vendorMark.ts';
import type { VendorMarks } from './vendorMarks.ts';

const IMAGE = /"image_url"\s*:/;
/** With its slash as PHP escapes it too. */
const HELD = /"data:image\\?\//;

/** What mends an example that a vendor named, where its file is open as text. */
export class MarkActions implements CodeActionProvider {
  private readonly marks: VendorMarks;
  private readonly editors: DatasetEditorProvider;

  constructor(marks: VendorMarks, editors: DatasetEditorProvider) {
    this.marks = marks;
    this.editors = editors;
  }

  provideCodeActions(document: TextDocument, _range: Range, { diagnostics }: CodeActionContext): CodeAction[] {
    // with edits that are not saved the marks stand on the lines of the Dataset editor
    if (this.editors.modelOf(document.uri)?.unsaved) return [];
    const marks = this.marks.of(document.uri);
    return diagnostics.flatMap((diagnostic) => {
      const { line } = diagnostic.range.start;
      const mark = marks.get(line);
      if (!mark || wordsOf(mark) !== diagnostic.message) return [];
      const { text } = document.lineAt(line);
      const begin = (title: string, command: string) =>
        beginning(
          title,
          `visionFineTuning.${command}`,
          [document.uri.toString(), line, MARK_RULES[mark.source]],
          diagnostic,
        );
      return [
        removing(document, line, diagnostic),
        ...(IMAGE.test(text) ? [begin(l10n.t('Replace Image…'), 'replaceImage')] : []),
        ...(HELD.test(text) ? [begin(l10n.t('Crop Image…'), 'cropImage')] : []),
      ];
    });
  }

  register(): Disposable {
    const metadata = { providedCodeActionKinds: [CodeActionKind.QuickFix] };
    return languages.registerCodeActionsProvider(TEXT_FILES, this, metadata);
  }
}

function removing(document: TextDocument, line: number, diagnostic: Diagnostic): CodeAction {
  const action = new CodeAction(l10n.t('Remove Example'), CodeActionKind.QuickFix);
  const edit = new WorkspaceEdit();
  const lengthOf = (of: number) => document.lineAt(of).range.end.character;
  for (const { startLine, startCharacter, endLine, endCharacter } of removedLines([line], document.lineCount, lengthOf))
    edit.delete(document.uri, new Range(startLine, startCharacter, endLine, endCharacter));
  action.edit = edit;
  action.diagnostics = [diagnostic];
  return action;
}

/** Opens the example in the Dataset editor, with the tool begun. */
function beginning(title: string, command: string, args: unknown[], diagnostic: Diagnostic): CodeAction {
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.command = { title, command, arguments: args };
  action.diagnostics = [diagnostic];
  return action;
}
