import { isUtf8 } from 'node:buffer';
import { posix } from 'node:path';
import { l10n, Uri, window } from 'vscode';
import { countOf, type LineRange } from '../../dataset/lineRanges.ts';
import { appendedSource } from '../../dataset/joinedSource.ts';
import type { CommandContext } from '../commandContext.ts';
import type { DatasetModel } from './datasetModel.ts';
import { formatBytes } from '../format.ts';
import { withProgress } from '../progress.ts';
import { Hint } from '../report.ts';
import { trainingFiles } from '../jobs/trainingFile.ts';
import { openUri, writeUri } from './uriSource.ts';
import { insertLines } from './writtenLines.ts';

/** Lines that become an edit of an open file are held in memory until it is closed. */
const MOST_EDITED_BYTES = 64 * 1024 * 1024;

interface Target {
  uri: Uri;
  /** Written anew, whatever stands there: the user was asked. */
  isNew: boolean;
}

/** Copies chosen lines of an open file to the end of another one or into a new one, byte for byte. */
export async function copyExamples(context: CommandContext, uri?: Uri, ranges?: readonly LineRange[]): Promise<void> {
  const { editors } = context;
  const from = uri ? editors.modelOf(uri) : editors.active?.model;
  const chosen = ranges ?? (await editors.active?.session.chosen());
  if (!from || !chosen) throw new Hint(l10n.t('Open a training file in the Dataset editor first.'));
  const count = countOf(chosen);
  if (count === 0) throw new Hint(l10n.t('Choose the examples to copy first.'));
  const target = await askTarget(from.uri, count);
  if (!target) return;
  const name = posix.basename(target.uri.path);
  await from.document.indexed;
  const open = target.isNew ? undefined : editors.modelOf(target.uri);
  if (open) await insert(open, from, chosen, name);
  else
    await withProgress(l10n.t('Copying examples to {0}', name), ({ signal }) => append(target, from, chosen, signal));
  const done =
    count === 1
      ? l10n.t('1 example was copied to {0}.', name)
      : l10n.t('{0} examples were copied to {1}.', count, name);
  const show = l10n.t('Open');
  void window
    .showInformationMessage(done, show)
    .then((answer) => (answer ? editors.show(target.uri, undefined) : undefined));
}

async function askTarget(from: Uri, count: number): Promise<Target | undefined> {
  const newFile = { label: `$(new-file) ${l10n.t('New File…')}`, description: '', uri: undefined };
  const otherFile = { label: `$(folder-opened) ${l10n.t('Other File…')}`, description: '', uri: undefined };
  const files = (await trainingFiles('train')).filter(({ uri }) => uri.toString() !== from.toString());
  const placeHolder =
    count === 1 ? l10n.t('File to add the example to') : l10n.t('File to add the {0} examples to', count);
  const picked = await window.showQuickPick([...files, newFile, otherFile], { placeHolder });
  if (!picked) return undefined;
  if (picked.uri) return { uri: picked.uri, isNew: false };
  const filters = { [l10n.t('Training files')]: ['jsonl'] };
  const folder = Uri.joinPath(from, '..');
  const isNew = picked === newFile;
  const uri = isNew
    ? await window.showSaveDialog({ filters, defaultUri: Uri.joinPath(folder, 'examples.jsonl') })
    : (await window.showOpenDialog({ filters, defaultUri: folder }))?.[0];
  return uri && { uri, isNew };
}

/** As an edit of a file that is open: undone as any other, saved when the user saves. */
async function insert(
  into: DatasetModel,
  from: DatasetModel,
  chosen: readonly LineRange[],
  name: string,
): Promise<void> {
  const lines = await appendedSource(undefined, await from.document.bytesOf(chosen));
  if (lines.size > MOST_EDITED_BYTES)
    throw new Hint(
      l10n.t(
        '{0} are too much for one edit: close {1}, then they are added to it on disk.',
        formatBytes(lines.size),
        name,
      ),
    );
  const bytes = await lines.read(0, lines.size);
  if (!isUtf8(bytes))
    throw new Hint(
      l10n.t('Some of these lines are not UTF-8: close {0}, then they are added to it as they are.', name),
    );
  const texts = bytes.toString('utf8', 0, bytes.length - 1).split('\n');
  const source = posix.basename(from.uri.path);
  const label =
    texts.length === 1
      ? l10n.t('Copy example from {0}', source)
      : l10n.t('Copy {0} examples from {1}', texts.length, source);
  await into.document.indexed;
  await insertLines(into, into.lineCount, texts, label);
}

/** Behind the lines of a file on disk: written as a whole or not at all. */
async function append({ uri, isNew }: Target, from: DatasetModel, chosen: readonly LineRange[], signal: AbortSignal) {
  const before = isNew ? undefined : (await openUri(uri)).source;
  try {
    await writeUri(uri, await appendedSource(before, await from.document.bytesOf(chosen)), signal);
  } finally {
    await before?.close();
  }
}
