import type { Prefix } from './examples.ts';
import type { Parts } from './imageParts.ts';
import { LineOrigins } from '../record/lineOrigins.ts';
import type { PlannedExample, PlannedRow } from '../plan/plan.ts';

/** Where pieces of a file go, in order. */
export type WritePieces = (...pieces: Buffer[]) => Promise<void>;

/** A line on its way to a file. */
export interface Line {
  /** Its line end included. */
  pieces: Buffer[];
  row: PlannedRow;
  example: PlannedExample;
  /** Image parts, the few-shot ones included. */
  images: number;
}

/** What takes the lines of a split, in its own form. */
export interface LineSink {
  /** What every line begins with. */
  readonly prefix: Prefix;
  readonly images: Parts;
  readonly withAnswers: boolean;
  add(line: Line): Promise<void>;
}

/** Lines of one file, counted. */
export class FileSink implements LineSink {
  readonly prefix: Prefix;
  readonly images: Parts;
  readonly withAnswers: boolean;
  readonly written = new Counted();
  private readonly write: WritePieces;

  constructor(write: WritePieces, form: Pick<LineSink, 'prefix' | 'images' | 'withAnswers'>) {
    this.write = write;
    this.prefix = form.prefix;
    this.images = form.images;
    this.withAnswers = form.withAnswers;
  }

  async add(line: Line): Promise<void> {
    this.written.add(line);
    await this.write(...line.pieces);
  }
}

/** What a file holds by now. */
export class Counted {
  examples = 0;
  /** Image parts, the few-shot ones included. */
  images = 0;
  bytes = 0;
  readonly origins = new LineOrigins();

  add({ pieces, row, example, images }: Line): void {
    this.examples++;
    this.images += images;
    this.bytes += bytesOf(pieces);
    this.origins.add(row, example);
  }

  /** As a manifest has it. */
  get entry() {
    const { examples, images, bytes, origins } = this;
    return { examples, images, bytes, sources: origins.sources, lines: origins.lines };
  }
}

export function bytesOf(pieces: readonly Buffer[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}
