import { Collector, inOrder, type Found, type Locate, type Unplaced } from './collector.ts';
import { addTo, ErrorTally } from './errorTally.ts';
import type { FileShape } from './fileShape.ts';
import type { FileReport, Finding, FindingCounts, VendorErrors } from './finding.ts';
import { Judges } from './judges.ts';
import type { LineFacts } from './lineFacts.ts';
import type { Verdict } from './lineJudge.ts';
import type { LintRun } from './lintRun.ts';
import { PROVIDER_IDS } from '../providers/profile.ts';
import type { ColumnRange } from './position.ts';
import { MOST_REMEMBERED } from './remembered.ts';
import { RULES } from './rules.ts';
import { Totals } from './totals.ts';

/** Where the lines lie that have findings, by their numbers. */
export type FoundLines = Map<number, FoundLine>;
export type FoundLine = Pick<LineFacts, 'start' | 'length' | 'ascii'>;

const WHOLE_FILE: Locate = () => ({ column: 1, endColumn: 1 });

/** Puts the verdicts over lines together, and judges what only shows when lines are compared. */
export class FileJudge {
  private readonly lint: LintRun;
  private readonly most: number;
  private readonly counts: FindingCounts = { error: 0, warning: 0, info: 0 };
  private readonly findings: Finding[] = [];
  private readonly collector: Collector;
  private readonly judges: Judges;
  private readonly totals = new Totals();
  private readonly prints = new Map<string, number>();
  private readonly lines: FoundLines | undefined;
  private readonly errors = new Map<string, number>();
  private readonly others: readonly { tally: ErrorTally; judges: Judges; errors: Map<string, number> }[];

  /**
   * @param most findings in the report
   * @param lines is told of the lines that have findings
   */
  constructor(lint: LintRun, most = Number.POSITIVE_INFINITY, lines?: FoundLines) {
    this.lint = lint;
    this.lines = lines;
    this.most = most;
    this.collector = new Collector(most);
    this.judges = new Judges(RULES, lint.run, this.collector, lint.severities);
    this.others = lint.others.map((run) => {
      const tally = new ErrorTally();
      return { tally, judges: new Judges(RULES, run, tally, lint.severities), errors: new Map<string, number>() };
    });
  }

  /** @param bytes of the whole file */
  begin(shape: FileShape, bytes: number): void {
    this.collector.at(1, WHOLE_FILE);
    this.judges.begin({ shape, bytes });
    this.takeIn(this.collector.take());
    for (const { judges } of this.others) judges.begin({ shape, bytes });
  }

  /** Lines in the order of the file. @param locate where places of the line stand, where that is known now */
  add({ facts, found, others }: Verdict, locate: Locate = () => undefined): void {
    this.takeIn(found);
    this.others.forEach(({ errors }, at) => {
      addTo(errors, others[at]);
    });
    this.totals.add(facts);
    facts.sameAs = this.sameAs(facts);
    const compared = this.collector.found;
    this.collector.at(facts.number, (path) => facts.places?.get(path) ?? remember(facts, path, locate(path)), facts);
    this.judges.facts(facts);
    if (found.findings.length > 0 || this.collector.found > compared) this.lines?.set(facts.number, facts);
  }

  /** Once all lines are in; not for a file that is no lines. */
  end(): void {
    const { totals } = this;
    const compared = this.collector.take();
    this.takeIn(compared);
    // lines are compared alike for all vendors
    for (const { errors } of this.others) addTo(errors, compared.errors);
    this.collector.at(1, WHOLE_FILE);
    this.judges.end(totals);
    for (const { judges } of this.others) judges.end(totals);
  }

  /** @returns the report, and those of its findings that still want their place: the caller has the lines */
  report(bytes: number): { report: FileReport; unplaced: readonly Unplaced[] } {
    const { run, model } = this.lint;
    this.takeIn(this.collector.take());
    const findings = inOrder(this.findings).slice(0, this.most);
    const kept = new Set(findings);
    for (const { facts } of this.collector.unplaced) this.lines?.set(facts.number, facts);
    return {
      unplaced: this.collector.unplaced.filter(({ finding }) => kept.has(finding)),
      report: {
        file: run.file,
        provider: run.profile.id,
        purpose: run.purpose,
        bytes,
        ...this.totals.report(run.profile, model, run.purpose),
        counts: this.counts,
        vendors: this.vendors(),
        findings,
      },
    };
  }

  /** The first line that is the same example; `undefined` for the first one itself. */
  private sameAs({ kind, print, number }: LineFacts): number | undefined {
    if (kind === 'blank' || kind === 'broken' || print === undefined) return undefined;
    const first = this.prints.get(print);
    if (first === undefined && this.prints.size < MOST_REMEMBERED) this.prints.set(print, number);
    return first;
  }

  private vendors(): VendorErrors[] {
    const { run, others } = this.lint;
    const found = new Map([[run.profile.id, this.errors]]);
    this.others.forEach(({ tally, errors }, at) => {
      addTo(errors, tally.take());
      const other = others[at];
      if (other) found.set(other.profile.id, errors);
    });
    return PROVIDER_IDS.map((provider) => {
      const rules = [...(found.get(provider) ?? [])].map(([rule, count]) => ({ rule, count }));
      return {
        provider,
        errors: rules.reduce((sum, { count }) => sum + count, 0),
        rules: rules.sort((a, b) => b.count - a.count),
      };
    });
  }

  private takeIn({ counts, findings, errors }: Found): void {
    addTo(this.errors, errors);
    this.counts.error += counts.error;
    this.counts.warning += counts.warning;
    this.counts.info += counts.info;
    for (const finding of findings) this.findings.push(finding);
  }
}

/** What was looked up once need not be after an edit elsewhere. */
function remember(facts: LineFacts, path: string, place: ColumnRange | undefined): ColumnRange | undefined {
  if (place) (facts.places ??= new Map()).set(path, place);
  return place;
}
