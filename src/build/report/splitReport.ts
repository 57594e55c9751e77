import { z } from 'zod';
import { PURPOSES, type Purpose } from '../../dataset/purpose.ts';
import type { PlannedExample, PlannedRow } from '../plan/plan.ts';

const count = z.int().min(0);

/** How the splits of a build came out: their sizes, what they share, and how their examples are spread. */
export const splitReportSchema = z.object({
  splits: z.array(
    z.object({
      split: z.enum(PURPOSES),
      /** Table rows; groups where the recipe has some. */
      rows: count,
      groups: count.optional(),
      /** Different images, the few-shot ones not counted. */
      images: count,
      examples: count,
      /** Where the answers are known. */
      answers: z.object({ different: count, mostFrequent: z.string(), examples: count }).optional(),
      /** Examples of each question type, most frequent first. */
      types: z.array(z.object({ type: z.string(), examples: count })).optional(),
    }),
  ),
  /** What each two splits have in common; 0 is what one wants. */
  overlaps: z.array(
    z.object({
      splits: z.tuple([z.enum(PURPOSES), z.enum(PURPOSES)]),
      rows: count,
      groups: count.optional(),
      images: count,
    }),
  ),
});

export type SplitReport = z.infer<typeof splitReportSchema>;

/** Counts what is written. A row costs a few numbers. */
export class SplitTally {
  private readonly splits = new Map<Purpose, OneSplit>();
  private readonly files = new Map<string, number>();

  /** @param images SHA-256 of each of the row's images, hexadecimal */
  add(split: Purpose, row: PlannedRow, examples: readonly PlannedExample[], images: readonly string[]): void {
    const one = this.splits.get(split) ?? new OneSplit();
    this.splits.set(split, one);
    one.rows.add(this.numberOf(row));
    if (row.group !== undefined) one.groups.add(row.group);
    for (const image of images) one.images.add(Number.parseInt(image.slice(0, HASH_DIGITS), 16));
    one.examples += examples.length;
    for (const { answer, type } of examples) {
      if (answer !== undefined) increase(one.answers, answer);
      if (type !== undefined) increase(one.types, type);
    }
  }

  get report(): SplitReport {
    const splits = PURPOSES.flatMap((split) => {
      const one = this.splits.get(split);
      return one ? [{ split, one }] : [];
    });
    const pairs = splits.flatMap((a, at) => splits.slice(at + 1).map((b) => [a, b] as const));
    return {
      splits: splits.map(({ split, one }) => ({ split, ...one.summary })),
      overlaps: pairs.map(([a, b]) => ({ splits: [a.split, b.split], ...a.one.sharedWith(b.one) })),
    };
  }

  /** The file in the high digits, the row in the low ones. */
  private numberOf({ file, rowInFile }: PlannedRow): number {
    const number = this.files.get(file) ?? this.files.size;
    this.files.set(file, number);
    return number * 2 ** 32 + rowInFile;
  }
}

/** 52 bits, which a number holds exactly. */
const HASH_DIGITS = 13;

class OneSplit {
  readonly rows = new Set<number>();
  readonly groups = new Set<string>();
  readonly images = new Set<number>();
  readonly answers = new Map<string, number>();
  readonly types = new Map<string, number>();
  examples = 0;

  get summary(): Omit<SplitReport['splits'][number], 'split'> {
    const [mostFrequent] = byCount(this.answers);
    return {
      rows: this.rows.size,
      ...(this.groups.size > 0 && { groups: this.groups.size }),
      images: this.images.size,
      examples: this.examples,
      ...(mostFrequent && {
        answers: { different: this.answers.size, mostFrequent: mostFrequent[0], examples: mostFrequent[1] },
      }),
      ...(this.types.size > 0 && { types: byCount(this.types).map(([type, examples]) => ({ type, examples })) }),
    };
  }

  sharedWith(other: OneSplit): Pick<SplitReport['overlaps'][number], 'rows' | 'groups' | 'images'> {
    return {
      rows: shared(this.rows, other.rows),
      ...(this.groups.size > 0 && other.groups.size > 0 && { groups: shared(this.groups, other.groups) }),
      images: shared(this.images, other.images),
    };
  }
}

function shared<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): number {
  let count = 0;
  for (const each of one) if (other.has(each)) count++;
  return count;
}

/** Of equally frequent ones, the one met first stands first. */
const byCount = (counts: ReadonlyMap<string, number>) => [...counts].sort(([, a], [, b]) => b - a);

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
