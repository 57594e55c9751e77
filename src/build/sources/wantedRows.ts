/** Which rows are asked for, for a reader that goes through them in order. */
export class WantedRows {
  private readonly rows: readonly number[] | undefined;
  private next = 0;

  /** @param rows ascending; all when left out */
  constructor(rows: readonly number[] | undefined) {
    this.rows = rows;
  }

  /** Whether a row is asked for. Asked in ascending order. */
  takes(row: number): boolean {
    return this.any(row, row + 1);
  }

  /** Whether there is one among the rows from `from` up to, but not, `to`. Asked in ascending order. */
  any(from: number, to: number): boolean {
    if (!this.rows) return to > from;
    while ((this.rows[this.next] ?? Infinity) < from) this.next++;
    return (this.rows[this.next] ?? Infinity) < to;
  }

  /** Whether no row from `row` on is asked for. */
  endsBefore(row: number): boolean {
    return this.rows !== undefined && (this.rows.at(-1) ?? -1) < row;
  }
}
