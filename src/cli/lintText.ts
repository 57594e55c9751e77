import { amount, megabytes } from '../dataset/amounts.ts';
import type { ByteSource } from '../dataset/byteSource.ts';
import { MAX_LINE_BYTES } from '../dataset/lineIndex.ts';
import type { FoundLines } from '../lint/fileJudge.ts';
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
  const { longText } = await import('../lint/codeFrame.ts');
  // line after line: each is read once
  let room = Buffer.alloc(0);
  for (const [line, findings] of Map.groupBy(report.findings, (finding) => finding.line)) {
    context.signal.throwIfAborted();
    const { start, length } = lines.get(line) ?? { start: 0, length: 0 };
    if (length <= MAX_LINE_BYTES && room.length < length) room = Buffer.allocUnsafe(2 * length);
    const bytes = length > MAX_LINE_BYTES ? Buffer.alloc(0) : await source.read(start, length, room);
    const text = longText(bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes);
    for (const finding of findings) await printFinding(report.file, finding, text, context);
  }
}

async function printFinding(file: string, finding: Finding, text: LongText, context: CliContext): Promise<void> {
  const { codeFrame } = await import('../lint/codeFrame.ts');
  const { line, column, severity, message, help, rule } = finding;
  const frame = finding.endColumn > column ? codeFrame(text, finding).split('\n') : [];
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
