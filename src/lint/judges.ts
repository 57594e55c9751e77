import type { LooseMessage } from '../dataset/example.ts';
import type { Severity } from './finding.ts';
import type { LineFacts } from './lineFacts.ts';
import type { LintedImage } from './lintedImage.ts';
import type { FileStart, FileTotals, LintedExample, LintedLine, Report, Rule, Run, Visitor } from './rule.ts';

/** Severities that users choose, by the ids of rules. */
export type Severities = Readonly<Partial<Record<string, Severity | 'off'>>>;

interface Listener {
  visitor: Visitor;
  report: Report;
}

/** Where rules report to. */
export interface Recorder {
  /** @param fixed whether the severity is the user's choice, which a rule's own does not change */
  reporter(rule: Rule, severity: Severity, fixed: boolean): Report;
}

/** All rules of one run: what is told to them reaches those that listen. */
export class Judges {
  private readonly of: Readonly<Record<keyof Visitor, readonly Listener[]>>;

  constructor(rules: readonly Rule[], run: Run, recorder: Recorder, severities: Severities = {}) {
    const started = rules.flatMap((rule): Listener[] => {
      const chosen = severities[rule.id];
      const severity = chosen ?? rule.vendors?.[run.profile.id] ?? rule.severity;
      const visitor = severity === 'off' ? undefined : rule.start(run);
      if (!visitor || severity === 'off') return [];
      return [{ visitor, report: recorder.reporter(rule, severity, chosen !== undefined) }];
    });
    const listening = (event: keyof Visitor) => started.filter(({ visitor }) => event in visitor);
    this.of = {
      begin: listening('begin'),
      line: listening('line'),
      example: listening('example'),
      message: listening('message'),
      image: listening('image'),
      facts: listening('facts'),
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

  facts(facts: LineFacts): void {
    for (const { visitor, report } of this.of.facts) visitor.facts?.(facts, report);
  }

  end(totals: FileTotals): void {
    for (const { visitor, report } of this.of.end) visitor.end?.(totals, report);
  }
}
