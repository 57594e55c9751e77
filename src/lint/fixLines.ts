import type { ByteSource } from '../dataset/byteSource.ts';
import { scanLines, type ScanOptions } from '../dataset/lineIndex.ts';
import { inOrder, type LineRange } from '../dataset/lineRanges.ts';
import { fileShape } from './fileShape.ts';
import { FIXES } from './fixes/fixes.ts';
import type { Fix, LineFix } from './fixes/fix.ts';
import { addCounts, newReport, type FixReport } from './fixReport.ts';
import type { LintOptions } from './lintRun.ts';
import { Mender, onlyRules, type WaitingLine } from './mender.ts';
import { lintSource } from './runner.ts';

export interface FixOptions extends Omit<LintOptions, 'maxFindings'> {
  /** Ids of the rules whose findings are mended; all whose fix is safe where they are not given. */
  rules?: readonly string[] | undefined;
  /** Only these lines, from 0. */
  lines?: readonly LineRange[] | undefined;
  /** Only what was found at these JSON Pointers of the lines. */
  places?: readonly string[] | undefined;
}

/** A line that is another one now, or gone. */
export interface FixedLine {
  /** From 0. */
  index: number;
  /** Its first byte in the source, and the byte behind its last one, its line end left out. */
  from: number;
  to: number;
  /** What stands there now; `undefined` for a line that goes with its line end. */
  bytes: Buffer | undefined;
  /** Whether its line end begins with a carriage return. */
  carriageReturn: boolean;
}

/** Lines that are mended together, and how many of their bytes are held. */
const TOGETHER = { lines: 4096, bytes: 8 * 1024 * 1024 };
/** Findings about several lines that are kept; of a file with more, the rest is left for another time. */
const MOST_ACROSS = 200_000;

/** The fixes that are meant, by the ids of their rules. */
export const chosenFixes = (rules: readonly string[] | undefined): (readonly [rule: string, fix: Fix])[] =>
  [...FIXES].filter(([rule, { safe }]) => rules?.includes(rule) ?? safe);

/**
 * Mends what the linter finds in the lines of a file, front to back and in bounded memory, and hands out each line that
 * changes. What a fix uncovers is mended too. A line that is not UTF-8 is left as it is; so is a file whose lines are
 * no examples because it is one JSON array, UTF-16 or the like.
 * @param file the path as given, for the purpose where none is given
 */
export async function fixLines(
  source: ByteSource,
  file: string,
  { lines, places, rules, ...lint }: FixOptions,
  write: (line: FixedLine) => void | Promise<void>,
  scan: ScanOptions = {},
): Promise<FixReport> {
  const report = newReport(source.size);
  if ((await fileShape(source)) !== 'lines') return report;
  const fixes = chosenFixes(rules).filter((entry): entry is readonly [string, LineFix] => entry[1].of === 'line');
  const across = await foundAcross(source, file, lint, fixes, places, scan);
  const mender = new Mender(file, lint, fixes, places);

  let batch: (WaitingLine & { start: number; carriageReturn: boolean })[] = [];
  let held = 0;
  const flush = async () => {
    scan.signal?.throwIfAborted();
    for (const [at, { bytes, fixed, left }] of (await mender.mend(batch)).entries()) {
      addCounts(report.fixed, fixed);
      addCounts(report.left, left);
      const was = batch[at];
      if (!was || bytes === was.bytes) continue;
      const { index, start, carriageReturn } = was;
      const ended = Math.min(source.size, start + was.bytes.length + (carriageReturn ? 2 : 1));
      report.after += bytes ? bytes.length - was.bytes.length : start - ended;
      if (bytes) report.changed++;
      else report.removed++;
      await write({ index, from: start, to: start + was.bytes.length, bytes, carriageReturn });
    }
    [batch, held] = [[], 0];
  };
  const wanted = lines && inOrder(lines);
  let range = 0;
  await scanLines(
    source,
    ({ index, start, bytes, carriageReturn, length }) => {
      while (index >= (wanted?.[range]?.to ?? Infinity)) range++;
      if (!bytes || (wanted && index < (wanted[range]?.from ?? Infinity))) return undefined;
      batch.push({ index, start, carriageReturn, bytes: Buffer.from(bytes), across: across.get(index) ?? [] });
      held += length;
      return batch.length >= TOGETHER.lines || held >= TOGETHER.bytes ? flush() : undefined;
    },
    scan,
  );
  await flush();
  return report;
}

/** What rules about several lines found, by line (from 0). */
async function foundAcross(
  source: ByteSource,
  file: string,
  lint: LintOptions,
  fixes: readonly (readonly [rule: string, fix: LineFix])[],
  places: readonly string[] | undefined,
  { signal }: ScanOptions,
): Promise<Map<number, string[]>> {
  const rules = fixes.flatMap(([rule, { acrossLines }]) => (acrossLines ? [rule] : []));
  const found = new Map<number, string[]>();
  if (rules.length === 0) return found;
  const request = { ...onlyRules(lint, (rule) => rules.includes(rule)), maxFindings: MOST_ACROSS };
  const { findings } = await lintSource(source, file, request, { signal });
  for (const { line, rule, path } of findings)
    if (places?.includes(path) ?? true) found.set(line - 1, [...(found.get(line - 1) ?? []), rule]);
  return found;
}
