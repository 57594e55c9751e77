/** Lines (or places of a list) from `from` to `to` (exclusive). */
export interface LineRange {
  from: number;
  to: number;
}

export const countOf = (ranges: readonly LineRange[]): number =>
  ranges.reduce((sum, { from, to }) => sum + to - from, 0);

/** The same lines as ascending ranges that do not touch. */
export function inOrder(ranges: readonly LineRange[]): LineRange[] {
  const found: LineRange[] = [];
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else if (from < to) found.push({ from, to });
  }
  return found;
}

/** Ranges of lines that ascend. */
export function rangesOf(lines: Uint32Array): LineRange[] {
  const found: LineRange[] = [];
  let range: LineRange | undefined;
  for (const line of lines)
    if (range?.to === line) range.to++;
    else found.push((range = { from: line, to: line + 1 }));
  return found;
}
