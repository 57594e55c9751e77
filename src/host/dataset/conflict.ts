import { commands, l10n, Uri, window, workspace, type Disposable } from 'vscode';
import { differencesOf } from '../../dataset/lineDifferences.ts';
import type { DatasetModel } from './datasetModel.ts';
import { TEXT_LIMIT } from './openAsText.ts';
import { openUri } from './uriSource.ts';

/** Documents that show what a dataset editor would save, for a comparison. */
const EDITED = 'vision-fine-tuning-edited';
const ON_DISK = 'vision-fine-tuning-on-disk';

/**
 * Another program changed the file since it was read: nothing is overwritten unasked. Comparing saves nothing.
 * @returns what the user wants done; `undefined` for neither
 */
export async function askAboutConflict(model: DatasetModel): Promise<'overwrite' | 'reload' | undefined> {
  const { name } = model.file;
  const [compare, overwrite, reload] = [l10n.t('Compare'), l10n.t('Overwrite'), l10n.t('Reload')];
  const question = l10n.t('{0} was changed by another program while it has unsaved edits here.', name);
  const unsaved = l10n.t('Overwrite it with what the editor shows, or reload it and lose the unsaved edits?');
  let detail = unsaved;
  for (;;) {
    const chosen = await window.showWarningMessage(question, { modal: true, detail }, compare, overwrite, reload);
    if (chosen === overwrite) return 'overwrite';
    if (chosen === reload) return 'reload';
    if (chosen !== compare) return undefined;
    if (await compareAsText(model)) return undefined;
    detail = `${await differenceSentence(model)}\n\n${unsaved}`;
  }
}

/** Serves both sides of a comparison as text; a `.jsonl` file itself would open in the dataset editor. */
export function registerComparison(modelOf: (uri: Uri) => DatasetModel | undefined): Disposable[] {
  return [
    workspace.registerTextDocumentContentProvider(EDITED, {
      provideTextDocumentContent: async (uri) => {
        const model = modelOf(fileOf(uri));
        if (!model) throw new Error(l10n.t('The editor whose lines are compared here was closed.'));
        const bytes = await model.document.bytes();
        return (await bytes.read(0, bytes.size)).toString('utf8');
      },
    }),
    workspace.registerTextDocumentContentProvider(ON_DISK, {
      provideTextDocumentContent: async (uri) => Buffer.from(await workspace.fs.readFile(fileOf(uri))).toString('utf8'),
    }),
  ];
}

/** @returns false where one of the two is too large for VS Code's comparison. */
async function compareAsText(model: DatasetModel): Promise<boolean> {
  const { uri } = model;
  const { size } = await workspace.fs.stat(uri);
  if (Math.max(size, (await model.document.bytes()).size) > TEXT_LIMIT) return false;
  // a new address each time: a text that was shown before is not asked for again
  const side = (scheme: string) =>
    uri.with({ scheme, authority: '', query: JSON.stringify({ uri: uri.toString(), at: Date.now() }) });
  const title = l10n.t('{0}: on disk ↔ in the editor', model.file.name);
  await commands.executeCommand('vscode.diff', side(ON_DISK), side(EDITED), title);
  return true;
}

async function differenceSentence(model: DatasetModel): Promise<string> {
  const { source } = await openUri(model.uri);
  try {
    const { onlyFirst, onlySecond, same } = await differencesOf(source, await model.document.bytes());
    if (onlyFirst + onlySecond === 0) return l10n.t('Both have the same {0} lines.', same);
    return l10n.t(
      'Lines only in the file: {0}. Lines only in the editor: {1}. Lines in both: {2}.',
      onlyFirst,
      onlySecond,
      same,
    );
  } finally {
    await source.close();
  }
}

const fileOf = (side: Uri): Uri => Uri.parse((JSON.parse(side.query) as { uri: string }).uri);
