/** Lines from `from` to `to` (exclusive), from 0: ranges of lines ascend and do not touch. */
export interface LineRange {
  from: number;
  to: number;
}

export const countLines = (ranges: readonly LineRange[]): number =>
  ranges.reduce((sum, { from, to }) => sum + to - from, 0);
