import type { ByteSource } from '../dataset/byteSource.ts';
import type { ScanOptions } from '../dataset/lineIndex.ts';
import { linesOfArray } from './arrayLines.ts';
import { fileShape } from './fileShape.ts';
import { copyingAround } from './copyAround.ts';
import { asksToEmbed, embedImages } from './embedImages.ts';
import { chosenFixes, fixLines, type FixedLine, type FixOptions } from './fixLines.ts';
import { newReport, type FixReport } from './fixReport.ts';

const NEWLINE = Buffer.from('\n');
const ARRAY = 'json-array-file';

/**
 * Mends a whole file, front to back and in bounded memory: what is not mended is written byte for byte. A file that is
 * one JSON array becomes lines and nothing else; its lines are mended when it is called again with them. Images are
 * fetched from the web where that alone is asked for.
 * @param write takes the bytes of the mended file, piece by piece
 */
export async function fixSource(
  source: ByteSource,
  file: string,
  options: FixOptions,
  write: (bytes: Buffer) => Promise<void>,
  scan: ScanOptions = {},
): Promise<FixReport> {
  if (await isArrayToMend(source, options)) return arrayToLines(source, write, scan);
  const copy = copyingAround(source, write);
  const change = ({ from, to, bytes, carriageReturn }: FixedLine) =>
    copy.replace(from, bytes ? to : Math.min(source.size, to + (carriageReturn ? 2 : 1)), bytes);
  const report = asksToEmbed(options.rules)
    ? await embedImages(source, options, change, scan)
    : await fixLines(source, file, options, change, scan);
  await copy.end();
  return report;
}

/** Whether the whole file is one JSON array, and that is to be mended. */
export async function isArrayToMend(source: ByteSource, { rules }: Pick<FixOptions, 'rules'>): Promise<boolean> {
  return chosenFixes(rules).some(([rule]) => rule === ARRAY) && (await fileShape(source)) === 'array';
}

/** Writes the values of a JSON array as lines. `changed` is their number. */
export async function arrayToLines(
  source: ByteSource,
  write: (bytes: Buffer) => Promise<void>,
  scan: ScanOptions = {},
): Promise<FixReport> {
  const report = { ...newReport(source.size), fixed: { [ARRAY]: 1 }, after: 0 };
  report.changed = await linesOfArray(
    source,
    async (line) => {
      await write(Buffer.concat([line, NEWLINE]));
      report.after += line.length + 1;
    },
    scan,
  );
  return report;
}
