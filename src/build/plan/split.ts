import type { Purpose } from '../../dataset/purpose.ts';
import { BuildError } from '../buildError.ts';
import type { Sample } from '../recipe/recipeSchema.ts';
import { permutation } from './shuffle.ts';
import { spreadStrata } from './strata.ts';

/** Row numbers (from 0) of each split, in the order in which they are written. */
export type Splits = Partial<Record<Purpose, number[]>>;

/** `train_test_split` takes the held-out part from the front of its permutation. */
const HELD_OUT_FIRST: readonly Purpose[] = ['test', 'validation', 'train'];
const TRAIN_FIRST: readonly Purpose[] = ['train', 'validation', 'test'];

export interface SplitOptions {
  /** Rows a split, or below 1 its fraction of all rows; a split without one gets none. */
  counts: Partial<Record<Purpose, number>>;
  seed: number;
  shuffle: NonNullable<Sample['shuffle']>;
  /** How the source is called in an error. */
  name: string;
  /** Stratum of each row, numbered from 0: every split gets its share of each. */
  strata?: readonly number[] | undefined;
}

/**
 * Shares rows out. Groups are shuffled whole and a split is filled group by group. To a count: what the last group has
 * beyond it goes to no split, so that every count is met exactly. To a fraction: whole groups, as many as come nearest.
 * No group stands in two splits.
 * @param groups the group of each row, numbered from 0 in order of appearance; each row its own group when left out
 * @throws {BuildError} when more rows are asked for than there are, or a fraction is no row
 */
export function splitRows(rows: number, groups: readonly number[] | undefined, options: SplitOptions): Splits {
  const { seed, shuffle, name, strata } = options;
  const grouped = groups ? membersOf(groups) : undefined;
  const members = (unit: number): readonly number[] => (grouped ? (grouped[unit] ?? []) : [unit]);
  const shuffled = permutation(grouped?.length ?? rows, seed, shuffle);
  const order = strata ? spreadStrata(shuffled, members, strata) : shuffled;
  const counts = grouped ? options.counts : countsOf(rows, options.counts);
  const splits: Splits = {};
  const walk = { next: 0, rows: 0, due: 0 };
  for (const split of shuffle === 'sklearn' ? HELD_OUT_FIRST : TRAIN_FIRST) {
    const count = counts[split];
    if (count === undefined) continue;
    const asked = options.counts[split] ?? count;
    const fraction = grouped !== undefined && count < 1;
    if (fraction) walk.due += count * rows;
    const units: number[] = [];
    let taken = 0;
    while (walk.next < order.length) {
      const unit = order[walk.next] ?? 0;
      const size = members(unit).length;
      if (fraction ? walk.rows + size / 2 > walk.due : taken >= count) break;
      units.push(unit);
      taken += size;
      walk.rows += size;
      walk.next++;
    }
    if (!fraction) walk.due = walk.rows;
    if (taken === 0 && asked < 1) throw noRow(asked, rows, split, name);
    if (!fraction && taken < count) throw tooFew(rows, grouped !== undefined, counts, split, taken, name);
    const drawn = (strata ? inOrderOf(shuffled, units) : units).flatMap(members);
    splits[split] = fraction ? drawn : drawn.slice(0, count);
  }
  return splits;
}

/**
 * Fractions as `train_test_split` counts them: what is held out is rounded up, what is trained on down, and takes no
 * more than is left.
 */
function countsOf(rows: number, { train, ...heldOut }: SplitOptions['counts']): SplitOptions['counts'] {
  const counts: SplitOptions['counts'] = {};
  let rest = rows;
  for (const split of ['validation', 'test'] as const) {
    const asked = heldOut[split];
    if (asked === undefined) continue;
    counts[split] = asked < 1 ? Math.ceil(asked * rows) : asked;
    rest -= counts[split];
  }
  if (train !== undefined) counts.train = train < 1 ? Math.max(0, Math.min(Math.floor(train * rows), rest)) : train;
  return counts;
}

function membersOf(groups: readonly number[]): number[][] {
  const members: number[][] = [];
  groups.forEach((group, row) => (members[group] ??= []).push(row));
  return members;
}

/** Those of `order` that are among `units`. */
function inOrderOf(order: readonly number[], units: readonly number[]): number[] {
  const wanted = new Set(units);
  return order.filter((unit) => wanted.has(unit));
}

function noRow(fraction: number, rows: number, split: Purpose, name: string): BuildError {
  return new BuildError(`${fraction} of the ${rows} rows of ${name} is no row for ${split}: raise "sample.${split}".`);
}

function tooFew(
  rows: number,
  grouped: boolean,
  counts: SplitOptions['counts'],
  split: Purpose,
  left: number,
  name: string,
): BuildError {
  const asked = Object.values(counts).reduce((sum, count) => sum + (count < 1 ? 0 : count), 0);
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
