import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { appendTo } from './appendedLines.ts';
import { RATINGS, type Judgement, type Rating } from './run.ts';
import { linesOf, readJudgements, readRepeats, type Lines, type Repeat } from './runFiles.ts';

/** The ratings of a judge on disk: the first of each example in one file, those after it in another. */
export interface JudgeFiles {
  /** What counts of each example: of several ratings the median. */
  readonly judgements: ReadonlyMap<number, Judgement>;
  /** Every rating of each example, the first first. */
  readonly ratings: ReadonlyMap<number, readonly Rating[]>;
  add(judgement: Judgement): Promise<void>;
  /** Every rating that was set aside under a name. */
  aside(name: string): Promise<ReadonlyMap<number, readonly Rating[]>>;
  /** Sets these ratings aside under one name in their files' names, and takes those up that were set aside under another. */
  exchange(aside: string, taken: string): Promise<void>;
  close(): Promise<void>;
}

/** The middle one from best to worst; of an even number the worse of the two in the middle. */
export function medianRating(ratings: readonly Rating[]): Rating | undefined {
  const ranks = ratings.map((rating) => RATINGS.indexOf(rating)).sort((a, b) => a - b);
  return RATINGS[ranks[Math.floor(ranks.length / 2)] ?? -1];
}

/** The ratings of each example together. */
class Counted {
  readonly ratings = new Map<number, Rating[]>();
  readonly judgements = new Map<number, Judgement>();

  add({ example_id, rating, type }: Judgement): void {
    const all = [...(this.ratings.get(example_id) ?? []), rating];
    this.ratings.set(example_id, all);
    this.judgements.set(example_id, { example_id, rating: medianRating(all) ?? rating, type });
  }

  /** In place of what was there. */
  fill(first: Lines<Judgement>, repeats: Lines<Repeat, string>): void {
    this.ratings.clear();
    this.judgements.clear();
    for (const row of first.rows.values()) this.add(row);
    for (const row of [...repeats.rows.values()].sort((a, b) => a.repeat - b.repeat)) this.add(row);
  }
}

/** @param repeatsPath where the second rating of an example and those after it are kept */
export async function openJudgeFiles(path: string, repeatsPath: string): Promise<JudgeFiles> {
  const first = readJudgements(await linesOf(path));
  const repeats = readRepeats(await linesOf(repeatsPath));
  const firstFile = appendTo(path, first, ({ example_id }) => example_id);
  const repeatsFile = appendTo(repeatsPath, repeats, ({ example_id, repeat }) => `${example_id} ${repeat}`);
  const counted = new Counted();
  counted.fill(first, repeats);
  const { ratings, judgements } = counted;
  let queue: Promise<unknown> = Promise.resolve();
  const write = async ({ example_id, rating, type }: Judgement) => {
    const before = ratings.get(example_id)?.length ?? 0;
    const row = { example_id, rating, type };
    await (before === 0 ? firstFile.add(row) : repeatsFile.add({ ...row, repeat: before + 1 }));
    counted.add(row);
  };
  const asideAt = (file: string, name: string) => file.replace(/jsonl$/, `${name}.jsonl`);
  return {
    judgements,
    ratings,
    add(judgement) {
      // two ratings of one example must not both take themselves for the first
      const added = queue.then(() => write(judgement));
      queue = added.catch(() => undefined);
      return added;
    },
    async aside(name) {
      const kept = new Counted();
      kept.fill(
        readJudgements(await linesOf(asideAt(path, name))),
        readRepeats(await linesOf(asideAt(repeatsPath, name))),
      );
      return kept.ratings;
    },
    async exchange(aside, taken) {
      await firstFile.close();
      await repeatsFile.close();
      for (const file of [path, repeatsPath]) {
        if (existsSync(file)) await rename(file, asideAt(file, aside));
        if (existsSync(asideAt(file, taken))) await rename(asideAt(file, taken), file);
      }
      Object.assign(first, readJudgements(await linesOf(path)));
      Object.assign(repeats, readRepeats(await linesOf(repeatsPath)));
      counted.fill(first, repeats);
    },
    async close() {
      await firstFile.close();
      await repeatsFile.close();
    },
  };
}
