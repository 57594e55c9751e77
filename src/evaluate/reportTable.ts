/** A table of a report: cells as text. */
export interface ReportTable {
  title: string;
  head: string[];
  rows: string[][];
}
