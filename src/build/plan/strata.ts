/**
 * Puts units (rows, or whole groups of rows) into an order of which every stretch holds nearly its share of every
 * stratum: the units of a stratum stand evenly spread over the whole, in the order in which they were given.
 * @param order units to be ordered
 * @param members rows of a unit
 * @param strata stratum of each row, numbered from 0
 */
export function spreadStrata(
  order: readonly number[],
  members: (unit: number) => readonly number[],
  strata: readonly number[],
): number[] {
  const stratum = new Map(order.map((unit) => [unit, mostFrequent(members(unit).map((row) => strata[row] ?? 0))]));
  const totals = new Map<number, number>();
  for (const unit of order) add(totals, stratum.get(unit) ?? 0, members(unit).length);
  const met = new Map<number, number>();
  const placed = order.map((unit) => {
    const own = stratum.get(unit) ?? 0;
    const before = met.get(own) ?? 0;
    const size = members(unit).length;
    add(met, own, size);
    return { unit, at: (before + size / 2) / (totals.get(own) ?? 1) };
  });
  return placed.sort((a, b) => a.at - b.at).map(({ unit }) => unit);
}

/** Of values that are equally frequent, the one met first. */
function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) add(counts, value, 1);
  let [best, most] = [0, 0];
  for (const [value, count] of counts) if (count > most) [best, most] = [value, count];
  return best;
}

function add(sums: Map<number, number>, key: number, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}
