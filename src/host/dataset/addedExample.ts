import type { DatasetDocument } from '../../dataset/document.ts';
import { withoutMark } from '../../dataset/example.ts';
import type { LineChange } from '../../dataset/lineSequence.ts';
import { newExample } from '../../dataset/newExample.ts';
import type { CommonPrefix } from '../../dataset/sharedPrefix.ts';

/** Puts an example to be filled in before line `at`, with the first messages and the line end that the file's have. */
export async function addedExample(
  document: DatasetDocument,
  at: number,
  shared: CommonPrefix | undefined,
): Promise<LineChange> {
  const common = shared !== undefined && shared.messages > 0 ? shared : undefined;
  // the line that is known to begin with what is shared may have been edited: the one before is as good a model
  const line = common && common.line < document.lineCount ? common.line : Math.min(at, document.lineCount) - 1;
  const like = document.lineCount === 0 ? undefined : await document.lineWithEnd(Math.max(0, line));
  const end = like?.endsWith('\r') ? '\r' : '';
  const text = newExample(like === undefined ? undefined : withoutMark(like).trimEnd(), common?.messages ?? 0);
  return { at, remove: 0, insert: [{ text: text + end }] };
}
