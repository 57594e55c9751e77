import type { DrawnRows } from './drawnRows.ts';
import { findBadImages } from './badImages.ts';
import type { PlannedExample, PlannedRow, Skipped } from './plan.ts';
import type { SourceRecipe } from '../recipe/recipeSchema.ts';
import type { RowReader } from './rowReader.ts';

export interface PlannedRowsOptions {
  /** As the recipe names it. */
  source: string;
  onBadImage: SourceRecipe['onBadImage'];
  /** The group of a row of the source. */
  groupOf: (row: number) => string | undefined;
  onSkipped?: ((skipped: Skipped) => void) | undefined;
  signal: AbortSignal | undefined;
}

/** Numbers the examples of drawn rows. */
export class PlannedRows {
  readonly drawn: DrawnRows;
  readonly reader: RowReader;
  readonly options: PlannedRowsOptions;

  constructor(drawn: DrawnRows, reader: RowReader, options: PlannedRowsOptions) {
    this.drawn = drawn;
    this.reader = reader;
    this.options = options;
  }

  /**
   * @param rows of one split, in the order in which they are written
   * @returns those that have examples, these numbered from 0
   */
  async of(rows: readonly number[], answered: boolean): Promise<PlannedRow[]> {
    const { onBadImage, onSkipped, signal } = this.options;
    const all = rows.map((index) => new PlannedTableRow(this, index, answered));
    const bad = onBadImage === 'skip' ? await findBadImages(all, signal) : new Map<PlannedRow, string>();
    const planned: PlannedRow[] = [];
    let id = 0;
    for (const row of all) {
      const why = bad.get(row);
      if (why !== undefined) {
        onSkipped?.({ where: row.where, why });
        continue;
      }
      id += row.number(id);
      if (row.exampleCount > 0) planned.push(row);
    }
    return planned;
  }
}

/** Holds no more than where its words are. */
class PlannedTableRow implements PlannedRow {
  readonly index: number;
  exampleCount = 0;
  private readonly rows: PlannedRows;
  private readonly answered: boolean;
  private firstId = 0;

  constructor(rows: PlannedRows, index: number, answered: boolean) {
    this.rows = rows;
    this.index = index;
    this.answered = answered;
  }

  /** Numbers its examples from `firstId` on. @returns how many they are */
  number(firstId: number): number {
    this.firstId = firstId;
    this.exampleCount = this.read((why) => this.rows.options.onSkipped?.({ where: this.where, why })).length;
    return this.exampleCount;
  }

  get source(): string {
    return this.rows.options.source;
  }

  get group(): string | undefined {
    return this.rows.options.groupOf(this.index);
  }

  get file(): string {
    return this.rows.drawn.fileOf(this.index).path;
  }

  get rowInFile(): number {
    return this.rows.drawn.rowInFile(this.index);
  }

  get where(): string {
    return `${this.rows.drawn.fileOf(this.index).name}, row ${this.rowInFile + 1}`;
  }

  get directory(): string {
    return this.rows.drawn.fileOf(this.index).directory;
  }

  get image(): unknown {
    return this.rows.drawn.read(this.index).image;
  }

  get examples(): PlannedExample[] {
    return this.read();
  }

  get onBadImage(): ((why: string) => void) | undefined {
    const { onBadImage, onSkipped } = this.rows.options;
    if (onBadImage !== 'placeholder') return undefined;
    return (why) => onSkipped?.({ where: this.where, why: `${why} A placeholder stands in its place.` });
  }

  private read(onSkipped?: (why: string) => void): PlannedExample[] {
    const { drawn, reader } = this.rows;
    return reader.read(drawn.read(this.index).values, this.firstId, this.answered, this.where, onSkipped);
  }
}
