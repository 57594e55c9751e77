import { basename } from 'node:path';
import {
  CodeAction,
  CodeActionKind,
  l10n,
  languages,
  Range,
  WorkspaceEdit,
  type CancellationToken,
  type CodeActionContext,
  type CodeActionProvider,
  type Diagnostic,
  type Disposable,
  type TextDocument,
} from 'vscode';
import type { FixOptions } from '../../lint/fixLines.ts';
import { FIXES } from '../../lint/fixes/fixes.ts';
import type { FixedText } from '../../protocol/fixTasks.ts';
import { TEXT_FILES } from '../images/imageLenses.ts';
import type { LintRequests } from './lintRequests.ts';
import { removedLines } from '../dataset/removedLines.ts';
import type { Services } from '../services.ts';
import type { WorkerClient } from '../workerClient.ts';

const SOURCE = 'Vision Fine-Tuning';
/** A text document holds no byte order mark: VS Code keeps it beside the text. */
const NOT_IN_TEXT = ['byte-order-mark'];

/** What an action is about; its edit is made when it is chosen. */
class FixAction extends CodeAction {
  readonly document: TextDocument;
  readonly request: Pick<FixOptions, 'rules' | 'lines' | 'places'>;

  constructor(title: string, document: TextDocument, diagnostics: Diagnostic[], request: FixAction['request']) {
    super(title, CodeActionKind.QuickFix);
    this.document = document;
    this.diagnostics = diagnostics;
    this.request = request;
  }
}

/** Quick fixes for what the linter says of a training file that is open as text. */
export class FixActions implements CodeActionProvider {
  private readonly worker: WorkerClient;
  private readonly requests: LintRequests;

  constructor({ worker, requests }: Pick<Services, 'worker' | 'requests'>) {
    this.worker = worker;
    this.requests = requests;
  }

  provideCodeActions(document: TextDocument, _range: Range, { diagnostics }: CodeActionContext): CodeAction[] {
    const actions = diagnostics.flatMap((diagnostic) => actionsFor(document, diagnostic));
    if (!actions.some(({ isPreferred }) => isPreferred)) return actions;
    const all = actions.flatMap((action) => action.diagnostics ?? []);
    // without rules all whose fix is safe are meant
    return [...actions, new FixAction(l10n.t('Fix all safe problems in this file'), document, [...new Set(all)], {})];
  }

  async resolveCodeAction(action: CodeAction, token: CancellationToken): Promise<CodeAction> {
    if (!(action instanceof FixAction)) return action;
    const { document, request } = action;
    const stop = new AbortController();
    const cancelling = token.onCancellationRequested(() => {
      stop.abort();
    });
    try {
      const { version } = document;
      const source = { name: basename(document.uri.path), bytes: new Uint8Array(Buffer.from(document.getText())) };
      const { provider, purpose, severities } = await this.requests.of(document.uri);
      const options = { provider, purpose, severities, ...request };
      const { lines } = await this.worker.run((tasks, task) => tasks.fixText(task, source, options), {
        signal: stop.signal,
      });
      // lines may be others now
      if (document.version === version) action.edit = editOf(document, lines);
      return action;
    } finally {
      cancelling.dispose();
    }
  }

  register(): Disposable {
    const metadata = { providedCodeActionKinds: [CodeActionKind.QuickFix] };
    return languages.registerCodeActionsProvider(TEXT_FILES, this, metadata);
  }
}

function actionsFor(document: TextDocument, diagnostic: Diagnostic): CodeAction[] {
  const { source, code, range } = diagnostic;
  if (source !== SOURCE || typeof code !== 'object') return [];
  const rule = String(code.value);
  const fix = FIXES.get(rule);
  if (!fix || fix.of === 'web' || NOT_IN_TEXT.includes(rule)) return [];
  const line = range.start.line;
  const path = pathOf(code.target.query);
  const one = new FixAction(fix.label, document, [diagnostic], {
    rules: [rule],
    ...(fix.of === 'line' && { lines: [{ from: line, to: line + 1 }] }),
    ...(path !== undefined && { places: [path] }),
  });
  one.isPreferred = fix.safe;
  if (fix.of === 'file') return [one];
  const all = new FixAction(l10n.t('{0}: everywhere in this file', fix.label), document, [diagnostic], {
    rules: [rule],
  });
  return [one, all];
}

/** The JSON Pointer that a diagnostic's link leads to: its arguments are file, line, place and rule. */
function pathOf(query: string): string | undefined {
  try {
    const given: unknown = JSON.parse(query);
    const path: unknown = Array.isArray(given) ? given[2] : undefined;
    return typeof path === 'string' ? path : undefined;
  } catch {
    return undefined;
  }
}

function editOf(document: TextDocument, lines: FixedText['lines']): WorkspaceEdit {
  const { uri, lineCount } = document;
  const edit = new WorkspaceEdit();
  if ('whole' in lines) {
    edit.replace(uri, document.validateRange(new Range(0, 0, lineCount, 0)), lines.whole);
    return edit;
  }
  for (const { line, text } of lines) if (text !== undefined) edit.replace(uri, document.lineAt(line).range, text);
  const removed = lines.flatMap(({ line, text }) => (text === undefined ? [line] : []));
  const lengthOf = (line: number) => document.lineAt(line).range.end.character;
  for (const { startLine, startCharacter, endLine, endCharacter } of removedLines(removed, lineCount, lengthOf))
    edit.delete(uri, new Range(startLine, startCharacter, endLine, endCharacter));
  return edit;
}
