import { open, rm } from 'node:fs/promises';
import type { ByteSource } from '../dataset/byteSource.ts';
import { segmentsOf } from '../dataset/edits.ts';
import { replaceImages } from '../dataset/imageEdit.ts';
import type { ScanOptions } from '../dataset/lineIndex.ts';
import type { ReencodeSettings } from '../images/reencode.ts';
import type { LineRange } from '../dataset/lineRanges.ts';
import type { ReencodedLines } from '../protocol/imageTasks.ts';
import { EncodedImages } from './encodedImages.ts';
import { LineWriter } from './lineWriter.ts';
import { linesWithImages, MARK, type LineWithImages } from './linesWithImages.ts';

/** Lines whose images are encoded at the same time, and how many bytes of them are held for it. */
const TOGETHER = { lines: 8, bytes: 16 * 1024 * 1024 };
/** Lines that are named at the end. */
const MOST_NAMED = 20;

/**
 * Encodes the images of these lines anew, each different one once, and writes the lines that change to a new file.
 * An image that cannot be decoded is left alone. No file is left behind when it is cancelled, fails or changes nothing.
 */
export async function reencodeLines(
  source: ByteSource,
  lines: readonly LineRange[],
  settings: ReencodeSettings,
  into: string,
  options: ScanOptions,
): Promise<ReencodedLines> {
  const images = new EncodedImages(settings);
  const result = { changed: [] as LineRange[], failedLines: [] as number[], failedLineCount: 0, before: 0, after: 0 };
  const file = await open(into, 'wx', 0o600);
  const out = new LineWriter(file);
  let waiting: LineWithImages[] = [];
  let held = 0;
  const encodeWaiting = async () => {
    const made = await Promise.all(waiting.map((line) => encodeLine(line, images)));
    for (const { line, text, failed, before, after } of made) {
      result.before += before;
      result.after += after;
      if (failed && result.failedLineCount++ < MOST_NAMED) result.failedLines.push(line);
      if (text === undefined) continue;
      // each character is a byte
      await out.write(Buffer.from(`${text}\n`, 'latin1'));
      const last = result.changed.at(-1);
      if (last?.to === line) last.to++;
      else result.changed.push({ from: line, to: line + 1 });
    }
    [waiting, held] = [[], 0];
  };
  try {
    await linesWithImages(
      source,
      lines,
      async (line) => {
        waiting.push(line);
        held += line.text.length;
        if (waiting.length < TOGETHER.lines && held < TOGETHER.bytes) return;
        await encodeWaiting();
        options.signal?.throwIfAborted();
      },
      options,
    );
    await encodeWaiting();
    await out.end();
    await file.close();
    if (result.changed.length === 0) await rm(into, { force: true });
    return { ...result, ...images.tally() };
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(into, { force: true });
    throw error;
  }
}

interface EncodedLine {
  line: number;
  /** Missing where it stays as it is. */
  text: string | undefined;
  failed: boolean;
  before: number;
  after: number;
}

async function encodeLine({ line, text, images }: LineWithImages, encoded: EncodedImages): Promise<EncodedLine> {
  const outcomes = await Promise.all(images.map(async (image) => ({ image, outcome: await encoded.get(image) })));
  const changes = outcomes.flatMap(({ image, outcome }) =>
    typeof outcome === 'object' ? [{ path: segmentsOf(image.path), url: outcome.url }] : [],
  );
  const mark = line === 0 ? (MARK.exec(text)?.[0] ?? '') : '';
  return {
    line,
    text: changes.length > 0 ? mark + replaceImages(text.slice(mark.length), changes) : undefined,
    failed: outcomes.some(({ outcome }) => outcome === 'failed'),
    before: images.reduce((sum, { size }) => sum + size, 0),
    after: outcomes.reduce(
      (sum, { image, outcome }) => sum + (typeof outcome === 'object' ? outcome.bytes : image.size),
      0,
    ),
  };
}
