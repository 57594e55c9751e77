import { open, rm } from 'node:fs/promises';
import type { ByteSource } from '../dataset/byteSource.ts';
import type { ScanOptions } from '../dataset/lineIndex.ts';
import { asksToEmbed, embedImages } from '../lint/embedImages.ts';
import { fixLines, type FixedLine, type FixOptions } from '../lint/fixLines.ts';
import { arrayToLines, isArrayToMend } from '../lint/fixSource.ts';
import type { FixedLines, FixedRun, FixedText } from '../protocol/fixTasks.ts';
import { LineWriter } from './lineWriter.ts';

export { hostsOfImages } from '../lint/embedImages.ts';

const NEWLINE = Buffer.from('\n');
const LINE_END = Buffer.from('\r\n');

/**
 * Mends a file and writes the lines that change to a new one. No file is left behind when it is cancelled, fails or
 * changes nothing.
 */
export async function writeFixedLines(
  source: ByteSource,
  name: string,
  options: FixOptions,
  into: string,
  scan: ScanOptions,
): Promise<FixedLines> {
  const file = await open(into, 'wx', 0o600);
  try {
    const out = new LineWriter(file);
    const fixed = (await isArrayToMend(source, options))
      ? await fixArray(source, out, scan)
      : await fixEachLine(source, name, options, out, scan);
    await out.end();
    await file.close();
    if (fixed.written === 0) await rm(into, { force: true });
    return fixed;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(into, { force: true });
    throw error;
  }
}

async function fixArray(source: ByteSource, out: LineWriter, scan: ScanOptions): Promise<FixedLines> {
  const report = await arrayToLines(source, (line) => out.write(line), scan);
  return { report, changes: 'whole', written: report.changed };
}

async function fixEachLine(
  source: ByteSource,
  name: string,
  options: FixOptions,
  out: LineWriter,
  scan: ScanOptions,
): Promise<FixedLines> {
  const changes: FixedRun[] = [];
  let written = 0;
  const write = async ({ index, bytes, carriageReturn }: FixedLine) => {
    const last = changes.at(-1);
    const insert = bytes ? 1 : 0;
    if (last && last.at + last.remove === index) {
      last.remove++;
      last.insert += insert;
    } else changes.push({ at: index, remove: 1, insert });
    if (!bytes) return;
    written++;
    await out.write(Buffer.concat([bytes, carriageReturn ? LINE_END : NEWLINE]));
  };
  const report = asksToEmbed(options.rules)
    ? await embedImages(source, options, write, scan)
    : await fixLines(source, name, options, write, scan);
  return { report, changes, written };
}

/** Mends a file that is small enough to be held. */
export async function fixText(
  source: ByteSource,
  name: string,
  options: FixOptions,
  scan: ScanOptions,
): Promise<FixedText> {
  if (await isArrayToMend(source, options)) {
    const pieces: Buffer[] = [];
    const report = await arrayToLines(source, (line) => Promise.resolve(void pieces.push(line)), scan);
    return { report, lines: { whole: Buffer.concat(pieces).toString() } };
  }
  const lines: { line: number; text?: string }[] = [];
  const write = ({ index, bytes }: FixedLine) => {
    lines.push({ line: index, ...(bytes && { text: bytes.toString() }) });
  };
  const report = await fixLines(source, name, options, write, scan);
  return { report, lines };
}
