import { randomUUID } from 'node:crypto';
import { openFile, type ByteSource } from '../dataset/byteSource.ts';
import { MAX_LINE_BYTES, scanLines, type ScannedLine, type ScanOptions } from '../dataset/lineIndex.ts';
import { inOrder, type Unplaced } from './collector.ts';
import { FileJudge, type FoundLines } from './fileJudge.ts';
import { fileShape } from './fileShape.ts';
import type { FileReport } from './finding.ts';
import { formulaOf } from './formulas.ts';
import type { LineFacts } from './lineFacts.ts';
import { LineJudge, type Verdict } from './lineJudge.ts';
import { beginRun, type Known, type LintOptions } from './lintRun.ts';

/** Lints a file on disk. Rejects with Node's error when it cannot be read, with an `AbortError` when cancelled. */
export async function lintFile(path: string, options: LintOptions, scan: ScanOptions = {}): Promise<FileReport> {
  const source = await openFile(path);
  try {
    return await lintSource(source, path, options, scan);
  } finally {
    await source.close();
  }
}

/** What is wanted of a run beside its report. */
export interface Hooks extends ScanOptions, Known {
  /** Filled with the lines that have findings. */
  lines?: FoundLines;
  /** Called once, with what judged the lines, then with every verdict. */
  keep?: { judge: (judge: LineJudge) => void; verdict: (verdict: Verdict) => void };
}

/**
 * Reads every line once, front to back, in bounded memory (one chunk, the longest line, what rules remember).
 * @param file the path as given: for the report, and for the purpose where none is given
 */
export async function lintSource(
  source: ByteSource,
  file: string,
  options: LintOptions,
  { keep, lines, signal, onProgress, ...known }: Hooks = {},
): Promise<FileReport> {
  const lint = beginRun(file, options, known);
  const formula = lint.model ? formulaOf(lint.model) : -1;
  const secret = randomUUID().replaceAll('-', '');
  const judge = new LineJudge(lint, secret, { formula, decoded: known.decoded }, options.maxFindings);
  const all = new FileJudge(lint, options.maxFindings, lines);
  const shape = await fileShape(source);
  keep?.judge(judge);
  all.begin(shape, source.size);
  if (shape === 'lines') {
    const visit = (scanned: ScannedLine) => {
      const { verdict, locate } = judge.judge(scanned);
      keep?.verdict(verdict);
      all.add(verdict, locate);
    };
    await scanLines(source, visit, { signal, onProgress });
    all.end();
  }
  const { report, unplaced } = all.report(source.size);
  await placeAll(unplaced, judge, ({ start, length }) => source.read(start, length));
  inOrder(report.findings);
  return report;
}

/** Looks up the places of findings in lines that were judged before. @param read bytes of a line without its newline */
export async function placeAll(
  unplaced: readonly Unplaced[],
  judge: LineJudge,
  read: (facts: LineFacts) => Promise<Buffer>,
): Promise<void> {
  for (const [facts, of] of Map.groupBy(unplaced, (each) => each.facts)) {
    // of a line that is too long to be read no place is told
    if (facts.length > MAX_LINE_BYTES) continue;
    const bytes = await read(facts);
    const locate = judge.positions(facts.carriageReturn ? bytes.subarray(0, -1) : bytes, facts);
    facts.places ??= new Map();
    for (const { finding } of of) {
      const place = locate(finding.path);
      facts.places.set(finding.path, place);
      Object.assign(finding, place);
    }
  }
}
