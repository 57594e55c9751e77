import { amount, megabytes } from '../dataset/amounts.ts';
import type { ByteSource } from '../dataset/byteSource.ts';
import { MAX_LINE_BYTES } from '../dataset/lineIndex.ts';
import type { FoundLine, FoundLines } from '../lint/fileJudge.ts';
import type { FileReport, Finding } from '../lint/finding.ts';
import type { LongText } from '../lint/codeFrame.ts';
import type { CliContext } from './context.ts';

const CARRIAGE_RETURN = 13;

/** A report for people: each finding with its place in the line. @param source the file again @param lines where they lie */
export async function printFindings(
  report: FileReport,
  source: ByteSource,
  lines: FoundLines,
  context: CliContext,
): Promise<void> {
  const { codeFrame } = await import('../lint/codeFrame.ts');
  // line after line: each is read once
  for (const [line, findings] of Map.groupBy(report.findings, (finding) => finding.line)) {
    context.signal.throwIfAborted();
    const lineText = new LineText(source, lines.get(line));
    for (const finding of findings) {
      const { column, endColumn } = finding;
      const frame = endColumn > column ? codeFrame(await lineText.around(column), finding).split('\n') : [];
      printFinding(report.file, finding, frame, context);
    }
  }
}

/** The text of one line, of which no more is read than is shown. */
class LineText {
  private readonly source: ByteSource;
  private readonly line: FoundLine;
  private whole: Promise<LongText> | undefined;

  constructor(source: ByteSource, line: FoundLine = { start: 0, length: 0, ascii: true }) {
    this.source = source;
    this.line = line;
  }

  /** @param column from 1 */
  async around(column: number): Promise<LongText> {
    const { bytesAround, textAround } = await import('../lint/codeFrame.ts');
    const { start, length, ascii } = this.line;
    if (!ascii || length > MAX_LINE_BYTES) return (this.whole ??= this.readWhole());
    const { from, to } = bytesAround(column, length);
    const bytes = await this.source.read(start + from, to - from);
    return textAround(withoutCarriageReturn(bytes), from, column) ?? (this.whole ??= this.readWhole());
  }

  private async readWhole(): Promise<LongText> {
    const { longText } = await import('../lint/codeFrame.ts');
    const { start, length } = this.line;
    const bytes = length > MAX_LINE_BYTES ? Buffer.alloc(0) : await this.source.read(start, length);
    return longText(withoutCarriageReturn(bytes));
  }
}

const withoutCarriageReturn = (bytes: Buffer) => (bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes);

function printFinding(file: string, finding: Finding, frame: readonly string[], context: CliContext): void {
  const { line, column, severity, message, help, rule } = finding;
  const said = `${file}:${line}:${column} ${severity} ${message} (${rule})`;
  context.print([said, ...frame.map((row) => `    ${row}`), `  ${help}\n`].join('\n'));
}

/** One line: what was found, what the file holds, and what training on it would cost. */
export function summary({ file, examples, images, bytes, tokens, cost, counts, findings }: FileReport): string {
  const found = [amount(counts.error, 'error'), amount(counts.warning, 'warning'), amount(counts.info, 'info')].join(
    ', ',
  );
  const all = counts.error + counts.warning + counts.info;
  const shown = findings.length < all ? ` (first ${findings.length.toLocaleString('en')} shown)` : '';
  const holds = [
    amount(examples, 'example'),
    amount(images, 'image'),
    megabytes(bytes),
    `about ${amount(tokens.total, 'token')}`,
  ];
  if (cost && cost.usd > 0)
    holds.push(`about $${cost.usd.toFixed(2)} for ${amount(cost.epochs, 'epoch')} of ${cost.model} (estimate)`);
  return `${file}: ${found}${shown}; ${holds.join(', ')}`;
}
