import {
  CodeLens,
  EventEmitter,
  languages,
  l10n,
  Range,
  type Uri,
  window,
  workspace,
  type CodeLensProvider,
  type DocumentFilter,
  type TextDocument,
} from 'vscode';
import { readSettings, SECTION } from '../settings.ts';

/** Text documents that may hold examples, of any file system: VS Code's own `jsonl` language is `.jsonl` and `.ndjson`. */
export const TEXT_FILES: readonly DocumentFilter[] = [{ language: 'jsonl' }, { pattern: '**/*.jsonl' }];

/** Each lens is a zone of the text editor: with tens of thousands of them it no longer scrolls smoothly. */
const MOST_LENSES = 1000;

const IMAGE = /"image_url"\s*:/g;
const CONVERSATION = /"messages"\s*:\s*\[/;

/**
 * "Show images" above each line of a training file that is open as text, in long files around the lines in sight. VS
 * Code itself shows no lenses above 20 MB or 300,000 lines, nor, unless `diffEditor.codeLens` is on, in a diff.
 */
export class ImageLenses implements CodeLensProvider {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  /** The lines last given lenses, of documents with more lines than that. */
  private readonly given = new WeakMap<TextDocument, { from: number; to: number }>();

  provideCodeLenses(document: TextDocument): CodeLens[] {
    if (!readSettings(document.uri).imageLenses) return [];
    const { from, to } = this.range(document);
    const lenses: CodeLens[] = [];
    for (let line = from; line < to; line++) {
      const { text } = document.lineAt(line);
      if (!CONVERSATION.test(text)) continue;
      const images = text.match(IMAGE)?.length ?? 0;
      lenses.push(lensOf(document.uri, line, images));
    }
    return lenses;
  }

  private range(document: TextDocument): { from: number; to: number } {
    if (document.lineCount <= MOST_LENSES) return { from: 0, to: document.lineCount };
    const seen = window.visibleTextEditors.find((editor) => editor.document === document)?.visibleRanges[0];
    const middle = seen ? (seen.start.line + seen.end.line) >> 1 : 0;
    const from = Math.max(0, Math.min(middle - MOST_LENSES / 2, document.lineCount - MOST_LENSES));
    const range = { from, to: from + MOST_LENSES };
    this.given.set(document, range);
    return range;
  }

  register(): { dispose(): unknown }[] {
    return [
      this.changed,
      languages.registerCodeLensProvider(TEXT_FILES, this),
      window.onDidChangeTextEditorVisibleRanges(({ textEditor: { document }, visibleRanges: [seen] }) => {
        const given = this.given.get(document);
        if (!seen || !given || document.lineCount <= MOST_LENSES) return;
        const atStart = given.from > 0 && seen.start.line < given.from + 100;
        const atEnd = given.to < document.lineCount && seen.end.line > given.to - 100;
        if (atStart || atEnd) this.changed.fire();
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(SECTION)) this.changed.fire();
      }),
    ];
  }
}

function lensOf(uri: Uri, line: number, images: number): CodeLens {
  return new CodeLens(new Range(line, 0, line, 0), {
    command: 'visionFineTuning.showImages',
    title: images > 0 ? l10n.t('Show images') : l10n.t('Show example'),
    tooltip:
      images === 1
        ? l10n.t('Show this example and its image in the Dataset editor')
        : images > 1
          ? l10n.t('Show this example and its {0} images in the Dataset editor', images)
          : l10n.t('Show this example in the Dataset editor'),
    arguments: [uri.toString(), line],
  });
}
