import type { Lines } from './manifest.ts';
import type { PlannedExample, PlannedRow } from '../plan/plan.ts';

/** Gathers where each line of a file comes from, as a manifest holds it. */
export class LineOrigins implements Lines {
  readonly sources: string[] = [];
  readonly lines: Lines['lines'] = [];

  /** @param example that the next line shows */
  add({ file, rowInFile }: PlannedRow, { exploded }: PlannedExample): void {
    let at = this.sources.lastIndexOf(file);
    if (at < 0) at = this.sources.push(file) - 1;
    this.lines.push(at === 0 ? [rowInFile, exploded] : [rowInFile, exploded, at]);
  }
}
