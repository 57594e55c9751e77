import type { Purpose } from '../dataset/purpose.ts';
import { BuildError } from './buildError.ts';
import type { Sample } from './recipeSchema.ts';
import { permutation } from './shuffle.ts';

/** Row numbers (from 0) of each split, in the order in which they are written. */
export type Splits = Partial<Record<Purpose, number[]>>;

/** `train_test_split` takes the held-out part from the front of its permutation. */
const HELD_OUT_FIRST: readonly Purpose[] = ['test', 'validation', 'train'];
const TRAIN_FIRST: readonly Purpose[] = ['train', 'validation', 'test'];

export interface SplitOptions {
  /** Rows a split; a split without a count gets none. */
  counts: Partial<Record<Purpose, number>>;
  seed: number;
  shuffle: NonNullable<Sample['shuffle']>;
  /** How the source is called in an error. */
  name: string;
}

/**
 * Shares rows out. Groups are shuffled whole and a split is filled group by group; what the last group has beyond the
 * count goes to no split, so that every count is met exactly and no group stands in two splits.
 * @param groups the group of each row, numbered from 0 in order of appearance; each row its own group when left out
 * @throws {BuildError} when more rows are asked for than there are
 */
export function splitRows(rows: number, groups: readonly number[] | undefined, options: SplitOptions): Splits {
  const { counts, seed, shuffle, name } = options;
  const members = groups ? membersOf(groups) : undefined;
  const order = permutation(members?.length ?? rows, seed, shuffle);
  const splits: Splits = {};
  let next = 0;
  for (const split of shuffle === 'sklearn' ? HELD_OUT_FIRST : TRAIN_FIRST) {
    const count = counts[split];
    if (count === undefined) continue;
    const taken: number[] = [];
    while (taken.length < count && next < order.length) {
      const drawn = order[next++] ?? 0;
      for (const row of members ? (members[drawn] ?? []) : [drawn]) if (taken.length < count) taken.push(row);
    }
    if (taken.length < count) throw tooFew(rows, members !== undefined, counts, split, taken.length, name);
    splits[split] = taken;
  }
  return splits;
}

function membersOf(groups: readonly number[]): number[][] {
  const members: number[][] = [];
  groups.forEach((group, row) => (members[group] ??= []).push(row));
  return members;
}

function tooFew(
  rows: number,
  grouped: boolean,
  counts: SplitOptions['counts'],
  split: Purpose,
  left: number,
  name: string,
): BuildError {
  const asked = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (asked > rows)
    return new BuildError(
      `The recipe asks for ${asked} rows but ${name} has ${rows}: lower the counts under "sample".`,
    );
  const why = grouped ? ' because groups are not divided between splits' : '';
  const rowsLeft = left === 1 ? '1 row' : `${left} rows`;
  const verb = left === 1 ? 'is' : 'are';
  return new BuildError(
    `Only ${rowsLeft} of ${name} ${verb} left for ${split}${why}: lower the counts under "sample".`,
  );
}
