import { openFile, type ByteSource } from '../dataset/byteSource.ts';
import type { FileRun } from '../dataset/lineFiles.ts';
import { scanLines, type ScannedLine, type ScanOptions } from '../dataset/lineIndex.ts';
import type { LineRun } from '../dataset/lineSequence.ts';
import { inOrder } from './collector.ts';
import { FileJudge } from './fileJudge.ts';
import type { FileReport } from './finding.ts';
import type { LineFacts } from './lineFacts.ts';
import type { LineJudge, Verdict } from './lineJudge.ts';
import { beginRun, type Known, type LintOptions } from './lintRun.ts';
import { lintSource, placeAll } from './runner.ts';

/** A file of more lines is judged anew after an edit: some kilobytes are kept of each. */
const MOST_LINES = 100_000;

/**
 * A file that is being edited, judged once. After an edit only the lines that were written are judged, and all of them
 * compared: what is known of a line stays as long as the line does.
 */
export class LintSession {
  private readonly file: string;
  private readonly options: LintOptions;
  private readonly known: Known;
  /** Of the lines of the file on disk, in their order. */
  private readonly verdicts: readonly Verdict[];
  private readonly judge: LineJudge;
  private readonly endsWithNewline: boolean;
  /** Of lines that were written since, by their text; and of those that lie in other files. */
  private written = new Map<string, Verdict>();
  private readonly others = new Map<string, readonly Verdict[]>();
  private readonly homes = new WeakMap<LineFacts, { text: string } | { path: string }>();

  private constructor(
    file: string,
    options: LintOptions,
    known: Known,
    judged: { verdicts: readonly Verdict[]; judge: LineJudge; endsWithNewline: boolean },
  ) {
    this.file = file;
    this.options = options;
    this.known = known;
    this.verdicts = judged.verdicts;
    this.judge = judged.judge;
    this.endsWithNewline = judged.endsWithNewline;
  }

  /** @returns the report, and the session where the file is one that can be judged in parts */
  static async begin(
    source: ByteSource,
    file: string,
    options: LintOptions,
    { signal, onProgress, ...known }: ScanOptions & Known = {},
  ): Promise<{ report: FileReport; session: LintSession | undefined }> {
    const judged: { judge?: LineJudge; verdicts: Verdict[]; tooMany: boolean } = { verdicts: [], tooMany: false };
    const keep = {
      judge: (judge: LineJudge) => void (judged.judge = judge),
      verdict: (verdict: Verdict) => {
        if (judged.tooMany) return;
        judged.verdicts.push(verdict);
        judged.tooMany = judged.verdicts.length > MOST_LINES;
        if (judged.tooMany) judged.verdicts = [];
      },
    };
    const report = await lintSource(source, file, options, { ...known, signal, onProgress, keep });
    // a file that is no lines (an array, a pointer) has no verdicts
    const { judge, verdicts } = judged;
    if (!judge || verdicts.length === 0) return { report, session: undefined };
    const last = await source.read(Math.max(0, source.size - 1), 1);
    const endsWithNewline = last[0] === 10;
    return { report, session: new LintSession(file, options, known, { verdicts, judge, endsWithNewline }) };
  }

  /** Lines of the file on disk. */
  get lineCount(): number {
    return this.verdicts.length;
  }

  /**
   * The file as it is edited: its lines as runs over the file on disk. What was written before and is gone is forgotten.
   * @param source the file on disk, for the places of findings
   */
  async lint(runs: readonly (LineRun | FileRun)[], source: ByteSource, signal?: AbortSignal): Promise<FileReport> {
    const lint = beginRun(this.file, this.options, this.known);
    const { maxFindings } = this.options;
    const all = new FileJudge(lint, maxFindings);
    this.judge.renew(maxFindings);
    const lines = await this.linesOf(runs, signal);
    const bytes =
      lines.reduce((sum, { facts }) => sum + facts.length, 0) + lines.length - (this.endsWithNewline ? 0 : 1);
    all.begin('lines', Math.max(0, bytes));
    for (const verdict of lines) all.add(verdict);
    all.end();
    const { report, unplaced } = all.report(Math.max(0, bytes));
    await placeAll(unplaced, this.judge, (facts) => this.bytesOf(facts, source));
    inOrder(report.findings);
    return report;
  }

  private async linesOf(runs: readonly (LineRun | FileRun)[], signal: AbortSignal | undefined): Promise<Verdict[]> {
    const lines: Verdict[] = [];
    const written = new Map<string, Verdict>();
    const used = new Set<Verdict>();
    const add = (verdict: Verdict) => {
      // a line that was duplicated stands in several places
      const own = used.has(verdict) ? this.copyOf(verdict) : verdict;
      used.add(own);
      const number = lines.length + 1;
      if (own.facts.number !== number) move(own, number);
      lines.push(own);
    };
    for (const run of runs) {
      if ('text' in run) {
        const known = written.get(run.text) ?? this.written.get(run.text) ?? this.judgeText(run.text, lines.length + 1);
        written.set(run.text, known);
        add(known);
      } else {
        const from = 'file' in run ? await this.linesOfFile(run.file, signal) : this.verdicts;
        for (let at = run.from; at < run.from + run.count; at++) {
          const verdict = from[at];
          if (verdict) add(verdict);
        }
      }
    }
    this.written = written;
    const named = new Set(runs.flatMap((run) => ('file' in run ? [run.file] : [])));
    for (const path of this.others.keys()) if (!named.has(path)) this.others.delete(path);
    return lines;
  }

  private judgeText(text: string, number: number): Verdict {
    const bytes = Buffer.from(text);
    const carriageReturn = bytes.at(-1) === 13;
    const whole = carriageReturn ? bytes.subarray(0, -1) : bytes;
    const { verdict } = this.judge.judge({
      index: number - 1,
      start: 0,
      length: bytes.length,
      bytes: whole,
      carriageReturn,
    });
    this.homes.set(verdict.facts, { text });
    return verdict;
  }

  /** Lines of a file that an edit of many lines wrote; such a file stays as it is. */
  private async linesOfFile(path: string, signal: AbortSignal | undefined): Promise<readonly Verdict[]> {
    const known = this.others.get(path);
    if (known) return known;
    const verdicts: Verdict[] = [];
    const source = await openFile(path);
    try {
      const visit = (scanned: ScannedLine) => {
        const { verdict } = this.judge.judge(scanned);
        this.homes.set(verdict.facts, { path });
        verdicts.push(verdict);
      };
      await scanLines(source, visit, { signal });
    } finally {
      await source.close();
    }
    this.others.set(path, verdicts);
    return verdicts;
  }

  private copyOf({ facts, ...verdict }: Verdict): Verdict {
    const copy = { ...facts };
    const home = this.homes.get(facts);
    if (home) this.homes.set(copy, home);
    return { ...verdict, facts: copy };
  }

  private async bytesOf(facts: LineFacts, source: ByteSource): Promise<Buffer> {
    const home = this.homes.get(facts);
    if (!home) return source.read(facts.start, facts.length);
    if ('text' in home) return Buffer.from(home.text);
    const other = await openFile(home.path);
    try {
      return await other.read(facts.start, facts.length);
    } finally {
      await other.close();
    }
  }
}

/** The line stands at another place of the file now. */
function move(verdict: Verdict, line: number): void {
  const { facts, found } = verdict;
  const before = facts.number;
  facts.number = line;
  if (found.findings.length === 0) return;
  // what a vendor would answer names the line
  const named = new RegExp(`\\b(line|example) ${before}\\b`, 'gi');
  const findings = found.findings.map((finding) => ({
    ...finding,
    line,
    message: finding.message.replaceAll(named, (said) => said.replace(/\d+$/, String(line))),
  }));
  verdict.found = { ...found, findings };
}
