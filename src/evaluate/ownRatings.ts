import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { appendTo } from './appendedLines.ts';
import { RATINGS, type Rating } from './run.ts';
import { linesOf, type Lines } from './runFiles.ts';

/** A line of `ratings.jsonl`: how a person rated an answer; `null` takes the rating back. The last line of an example counts. */
interface OwnRating {
  example_id: number;
  rating: Rating | null;
}

const schema = z.object({ example_id: z.int(), rating: z.enum(RATINGS).nullable() });

/** Where a person's ratings of a run lie: in its folder, or beside a result file. */
export async function ownRatingsPath(run: string): Promise<string> {
  const folder = await stat(run).then(
    (found) => found.isDirectory(),
    () => true,
  );
  return folder ? join(run, 'ratings.jsonl') : run.replace(/(-results)?\.jsonl$/, '-ratings.jsonl');
}

/** How a person rated the answers of a run, by example. */
export async function readOwnRatings(path: string): Promise<Map<number, Rating>> {
  const { rows } = await read(path);
  return new Map([...rows].flatMap(([id, { rating }]) => (rating === null ? [] : [[id, rating]])));
}

/** Adds how a person rated an answer; `null` takes it back. */
export async function writeOwnRating(run: string, exampleId: number, rating: Rating | null): Promise<void> {
  const path = await ownRatingsPath(run);
  const file = appendTo(path, await read(path), ({ example_id }) => example_id);
  try {
    await file.add({ example_id: exampleId, rating });
  } finally {
    await file.close();
  }
}

async function read(path: string): Promise<Lines<OwnRating>> {
  const { values, tail } = await linesOf(path);
  const rows = new Map<number, OwnRating>();
  for (const value of values) {
    const line = schema.safeParse(value);
    if (line.success) rows.set(line.data.example_id, line.data);
  }
  return { rows, tail };
}
