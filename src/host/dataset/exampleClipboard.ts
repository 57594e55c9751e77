import { env, l10n } from 'vscode';
import { isObject } from '../../dataset/jsonObject.ts';
import type { LineRange } from '../../dataset/lineRanges.ts';
import { appendedSource } from '../../dataset/joinedSource.ts';
import type { DatasetModel } from './datasetModel.ts';
import { formatBytes } from '../format.ts';
import { insertLines } from './writtenLines.ts';

/** More text than this makes clipboards slow or fail. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Puts lines into the clipboard as they stand in the file. Rejects with one sentence where they are too much. */
export async function copyToClipboard({ document }: DatasetModel, ranges: readonly LineRange[]): Promise<void> {
  await document.indexed;
  const lines = await appendedSource(undefined, await document.bytesOf(ranges));
  if (lines.size > MOST_BYTES)
    throw new Error(
      l10n.t('{0} are too much for the clipboard; copy the examples to a file instead.', formatBytes(lines.size)),
    );
  await env.clipboard.writeText((await lines.read(0, lines.size)).toString('utf8'));
}

/**
 * Puts the clipboard's examples in before line `at` as one edit. @returns how many.
 * Rejects with one sentence when the clipboard holds anything else.
 */
export async function pasteFromClipboard(model: DatasetModel, at: number): Promise<number> {
  const texts = examplesIn(await env.clipboard.readText());
  const above = at > 0 ? await model.document.lineWithEnd(at - 1) : undefined;
  const end = above?.endsWith('\r') ? '\r' : '';
  const label = texts.length === 1 ? l10n.t('Paste example') : l10n.t('Paste {0} examples', texts.length);
  await insertLines(
    model,
    at,
    texts.map((text) => text + end),
    label,
  );
  return texts.length;
}

/** JSON lines as they are; one object or an array of objects spread over several lines becomes lines. */
function examplesIn(text: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0) throw new Error(l10n.t('The clipboard holds no text.'));
  const wrong = lines.findIndex((line) => !isObject(parse(line)));
  if (wrong < 0) return lines;
  const whole = parse(text);
  const values: unknown[] = Array.isArray(whole) ? whole : [whole];
  if (values.length > 0 && values.every(isObject)) return values.map((value) => JSON.stringify(value));
  throw new Error(
    lines.length === 1
      ? l10n.t('Nothing was pasted: the clipboard holds no JSON object.')
      : l10n.t('Nothing was pasted: line {0} of the clipboard is no JSON object.', wrong + 1),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
