import type { FileHandle } from 'node:fs/promises';
import type { ByteSource } from './byteSource.ts';
import type { LineIndex, ScanOptions } from './lineIndex.ts';
import type { LineSequence } from './lineSequence.ts';

const COPY_BYTES = 4 * 1024 * 1024;
const NEWLINE = Buffer.from('\n');

/**
 * Writes the edited file: untouched lines are copied byte for byte in long stretches, edited ones as they were written.
 * The file ends with a newline exactly when the original did.
 */
export async function writeLines(
  file: FileHandle,
  source: ByteSource,
  index: LineIndex,
  lines: LineSequence,
  { signal, onProgress }: ScanOptions = {},
): Promise<void> {
  const buffer = Buffer.allocUnsafe(COPY_BYTES);
  let written = 0;
  let separate = false;
  const put = async (bytes: Uint8Array) => {
    signal?.throwIfAborted();
    await file.writeFile(bytes);
    written += bytes.length;
    onProgress?.(written);
  };
  for (const run of lines.runs()) {
    if (separate) await put(NEWLINE);
    separate = true;
    if ('text' in run) {
      await put(Buffer.from(run.text));
      continue;
    }
    const { start } = index.range(run.from);
    const { end } = index.range(run.from + run.count - 1);
    for (let at = start; at < end;) {
      const bytes = await source.read(at, Math.min(COPY_BYTES, end - at), buffer);
      await put(bytes);
      at += bytes.length;
    }
  }
  if (separate && index.endsWithNewline) await put(NEWLINE);
}
