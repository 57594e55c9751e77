import type { ScannedLine } from '../dataset/lineIndex.ts';
import { Collector, type Found } from './collector.ts';
import { ErrorTally, type Tally } from './errorTally.ts';
import { Judges } from './judges.ts';
import type { LineFacts } from './lineFacts.ts';
import { LineReader, type LineReaderOptions } from './lineReader.ts';
import { positionsOf, type ColumnRange } from './position.ts';
import { RULES } from './rules.ts';
import type { LintRun } from './lintRun.ts';

/** All that is said of one line by itself, and what it is compared with others by. */
export interface Verdict {
  facts: LineFacts;
  found: Found;
  /** What other vendors would refuse, for each of `LintRun.others`. */
  others: readonly (Tally | undefined)[];
}

const NO_OTHERS: readonly undefined[] = [];

/** Judges line after line by the rules that need nothing but the line. */
export class LineJudge {
  private readonly reader: LineReader;
  private readonly collector: Collector;
  private readonly judges: Judges;
  private readonly others: readonly { tally: ErrorTally; judges: Judges }[];

  /** @param most findings kept in all; more are counted */
  constructor({ run, others, severities }: LintRun, secret: string, options: LineReaderOptions, most?: number) {
    this.reader = new LineReader(secret, options);
    this.collector = new Collector(most);
    this.judges = new Judges(RULES, run, this.collector, severities);
    this.others = others.map((other) => {
      const tally = new ErrorTally();
      return { tally, judges: new Judges(RULES, other, tally, severities) };
    });
  }

  /**
   * @returns the verdict, and where a place of the line stands; ask before the next line is judged, whose bytes take
   * the place of this one's
   */
  judge(scanned: ScannedLine): { verdict: Verdict; locate: (path: string) => ColumnRange } {
    const read = this.reader.read(scanned);
    const { line, example } = read;
    const locate = positionsOf(read.elided);
    this.collector.at(line.number, locate);
    this.judges.line(line);
    if (example) this.judges.example(example);
    const others = this.others.map(({ tally, judges }) => {
      judges.line(line);
      if (example) judges.example(example);
      return tally.take();
    });
    const verdict: Verdict = {
      facts: read.facts(),
      found: this.collector.take(),
      others: others.some((tally) => tally) ? others : NO_OTHERS,
    };
    return { verdict, locate };
  }

  /** Keeps so many more findings. */
  renew(most = Number.POSITIVE_INFINITY): void {
    this.collector.renew(most);
  }

  /** Where places of a line stand that was judged before; `bytes` are those of a `ScannedLine`. */
  positions(bytes: Buffer, { number, start, length, carriageReturn }: LineFacts): (path: string) => ColumnRange {
    return positionsOf(this.reader.read({ index: number - 1, start, length, bytes, carriageReturn }).elided);
  }
}
