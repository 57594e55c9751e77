import type { LooseMessage } from '../dataset/example.ts';
import type { Collector } from './collector.ts';
import type { LintedImage } from './lintedImage.ts';
import type { FileStart, FileTotals, LintedExample, LintedLine, Report, Rule, Run, Visitor } from './rule.ts';

interface Listener {
  visitor: Visitor;
  report: Report;
}

/** All rules of one run: what is told to them reaches those that listen. */
export class Judges {
  private readonly of: Readonly<Record<keyof Visitor, readonly Listener[]>>;

  constructor(rules: readonly Rule[], run: Run, collector: Collector) {
    const started = rules.flatMap((rule): Listener[] => {
      const severity = rule.vendors?.[run.profile.id] ?? rule.severity;
      const visitor = severity === 'off' ? undefined : rule.start(run);
      return visitor && severity !== 'off' ? [{ visitor, report: collector.reporter(rule, severity) }] : [];
    });
    const listening = (event: keyof Visitor) => started.filter(({ visitor }) => event in visitor);
    this.of = {
      begin: listening('begin'),
      line: listening('line'),
      example: listening('example'),
      message: listening('message'),
      image: listening('image'),
      end: listening('end'),
    };
  }

  begin(start: FileStart): void {
    for (const { visitor, report } of this.of.begin) visitor.begin?.(start, report);
  }

  line(line: LintedLine): void {
    for (const { visitor, report } of this.of.line) visitor.line?.(line, report);
  }

  /** The example, then each of its messages, then each of its images. */
  example(example: LintedExample): void {
    for (const { visitor, report } of this.of.example) visitor.example?.(example, report);
    for (const message of example.messages) this.message(message, example);
    for (const image of example.images) this.image(image, example);
  }

  private message(message: LooseMessage, example: LintedExample): void {
    for (const { visitor, report } of this.of.message) visitor.message?.(message, example, report);
  }

  private image(image: LintedImage, example: LintedExample): void {
    for (const { visitor, report } of this.of.image) visitor.image?.(image, example, report);
  }

  end(totals: FileTotals): void {
    for (const { visitor, report } of this.of.end) visitor.end?.(totals, report);
  }
}
