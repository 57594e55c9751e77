import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { appendTo } from './appendedLines.ts';
import { RATINGS, type Judgement, type Rating } from './run.ts';
import { linesOf, readJudgements, readRepeats } from './runFiles.ts';

/** The ratings of a judge on disk: the first of each example in one file, those after it in another. */
export interface JudgeFiles {
  /** What counts of each example: of several ratings the median. */
  readonly judgements: ReadonlyMap<number, Judgement>;
  /** Every rating of each example, the first first. */
  readonly ratings: ReadonlyMap<number, readonly Rating[]>;
  add(judgement: Judgement): Promise<void>;
  /** Sets these ratings aside under one name in their files' names, and takes those up that were set aside under another. */
  exchange(aside: string, taken: string): Promise<void>;
  close(): Promise<void>;
}

/** The middle one from best to worst; of an even number the worse of the two in the middle. */
export function medianRating(ratings: readonly Rating[]): Rating | undefined {
  const ranks = ratings.map((rating) => RATINGS.indexOf(rating)).sort((a, b) => a - b);
  return RATINGS[ranks[Math.floor(ranks.length / 2)] ?? -1];
}

/** @param repeatsPath where the second rating of an example and those after it are kept */
export async function openJudgeFiles(path: string, repeatsPath: string): Promise<JudgeFiles> {
  const first = readJudgements(await linesOf(path));
  const repeats = readRepeats(await linesOf(repeatsPath));
  const firstFile = appendTo(path, first, ({ example_id }) => example_id);
  const repeatsFile = appendTo(repeatsPath, repeats, ({ example_id, repeat }) => `${example_id} ${repeat}`);
  const ratings = new Map<number, Rating[]>();
  const judgements = new Map<number, Judgement>();
  const count = (judgement: Judgement) => {
    const { example_id, rating, type } = judgement;
    const all = [...(ratings.get(example_id) ?? []), rating];
    ratings.set(example_id, all);
    judgements.set(example_id, { example_id, rating: medianRating(all) ?? rating, type });
  };
  const countAll = () => {
    ratings.clear();
    judgements.clear();
    for (const row of first.rows.values()) count(row);
    for (const row of [...repeats.rows.values()].sort((a, b) => a.repeat - b.repeat)) count(row);
  };
  countAll();
  let queue: Promise<unknown> = Promise.resolve();
  const write = async ({ example_id, rating, type }: Judgement) => {
    const before = ratings.get(example_id)?.length ?? 0;
    const row = { example_id, rating, type };
    await (before === 0 ? firstFile.add(row) : repeatsFile.add({ ...row, repeat: before + 1 }));
    count(row);
  };
  return {
    judgements,
    ratings,
    add(judgement) {
      // two ratings of one example must not both take themselves for the first
      const added = queue.then(() => write(judgement));
      queue = added.catch(() => undefined);
      return added;
    },
    async exchange(aside, taken) {
      await firstFile.close();
      await repeatsFile.close();
      for (const file of [path, repeatsPath]) {
        const named = (name: string) => file.replace(/jsonl$/, `${name}.jsonl`);
        if (existsSync(file)) await rename(file, named(aside));
        if (existsSync(named(taken))) await rename(named(taken), file);
      }
      Object.assign(first, readJudgements(await linesOf(path)));
      Object.assign(repeats, readRepeats(await linesOf(repeatsPath)));
      countAll();
    },
    async close() {
      await firstFile.close();
      await repeatsFile.close();
    },
  };
}
