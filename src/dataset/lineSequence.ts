import { batchesOf, insertedLines } from './lineChanges.ts';
import type { LineRange } from './lineRanges.ts';

/** A run of lines as it is kept and handed on: lines of a file by number (lineFiles.ts), or one that was written here. */
export type LineRun = { from: number; count: number } | { text: string };

type Piece = { from: number; count: number } | { text: string; count: 1 };

/** What stands at a place of the edited file. */
export type LineRef = { original: number } | { text: string };

/** Replaces `remove` lines from `at` by `insert`; applying it gives the change that takes it back. */
export interface LineChange {
  at: number;
  remove: number;
  insert: readonly (LineRef | LineRun)[];
}

/**
 * The lines of an edited file as runs over the original one. Memory grows with the edits, never with the file; an
 * untouched line is a number, so that saving copies its bytes.
 */
export class LineSequence {
  private pieces: Piece[];
  private total: number;

  constructor(originalCount: number) {
    this.pieces = originalCount > 0 ? [{ from: 0, count: originalCount }] : [];
    this.total = originalCount;
  }

  get count(): number {
    return this.total;
  }

  /** The lines that runs name, one after the other. */
  static of(runs: Iterable<LineRun>): LineSequence {
    const lines = new LineSequence(0);
    lines.pieces = joined(Array.from(runs, toPiece));
    lines.total = lines.pieces.reduce((sum, { count }) => sum + count, 0);
    return lines;
  }

  /** The same lines, unmoved by what happens to these. */
  clone(): LineSequence {
    return LineSequence.of(this.runs());
  }

  /** The line at a place, from 0. */
  at(line: number): LineRef {
    const { piece, within } = this.find(line);
    return 'text' in piece ? { text: piece.text } : { original: piece.from + within };
  }

  /** Applies a change. @returns the change that undoes it. */
  apply(change: LineChange): LineChange {
    const [undo] = this.applyAll([change]);
    return undo ?? { ...change, remove: 0, insert: [] };
  }

  /**
   * Applies changes one after the other; the many lines of a batch are gone through once.
   * @returns the changes that undo them, in their order.
   */
  applyAll(changes: readonly LineChange[]): LineChange[] {
    return batchesOf(changes)
      .map((batch) => this.applyAtOnce(batch))
      .toReversed()
      .flat();
  }

  /** @param batch ascending and apart, in lines as they are now. @returns what undoes it, to be made one by one. */
  private applyAtOnce(batch: readonly LineChange[]): LineChange[] {
    const after: Piece[] = [];
    const undo: LineChange[] = [];
    const rest = new PieceReader(this.pieces);
    for (const { at, remove, insert } of batch) {
      if (at < rest.line || remove < 0 || at + remove > this.total)
        throw new RangeError(`Lines ${at + 1} to ${at + remove} are not all there: the file has ${this.total}.`);
      append(after, rest.take(at - rest.line));
      const removed = rest.take(remove);
      append(after, insert.map(toPiece));
      undo.push({ at, remove: insertedLines({ at, remove, insert }), insert: removed.map(toRun) });
    }
    append(after, rest.take(this.total - rest.line));
    this.pieces = joined(after);
    this.total = this.pieces.reduce((sum, { count }) => sum + count, 0);
    return undo;
  }

  /** Runs in order: long stretches of the original at once, edited lines one by one. */
  *runs(): Generator<LineRun> {
    for (const piece of this.pieces) yield toRun(piece);
  }

  /** Runs of the lines of ascending ranges. */
  runsOf(ranges: readonly LineRange[]): LineRun[] {
    const reader = new PieceReader(this.pieces);
    return ranges.flatMap(({ from, to }) => {
      reader.skip(from - reader.line);
      return reader.take(to - from).map(toRun);
    });
  }

  /**
   * These lines told as lines of `base`, another sequence over the same original. An original line that `base` has lost
   * is given as `{ from, count, lost: true }`, in lines of the original.
   */
  *over(base: LineSequence): Generator<LineRun | { from: number; count: number; lost: true }> {
    const places = base.originalPlaces();
    for (const run of this.runs()) {
      if ('text' in run) {
        yield run;
        continue;
      }
      const end = run.from + run.count;
      for (let line = run.from; line < end;) {
        const place = firstEndingAfter(places, line);
        const upTo = Math.min(end, place ? (line < place.from ? place.from : place.from + place.count) : end);
        if (place && line >= place.from) yield { from: place.at + line - place.from, count: upTo - line };
        else yield { from: line, count: upTo - line, lost: true };
        line = upTo;
      }
    }
  }

  /** Where the lines of the original stand here, in the original's order; of a line that stands twice, once. */
  private originalPlaces(): Place[] {
    const places: Place[] = [];
    let at = 0;
    for (const piece of this.pieces) {
      if (!('text' in piece)) places.push({ from: piece.from, count: piece.count, at });
      at += piece.count;
    }
    let known = 0;
    return places
      .sort((a, b) => a.from - b.from)
      .flatMap(({ from, count, at }) => {
        const skip = Math.max(0, known - from);
        known = Math.max(known, from + count);
        return skip < count ? [{ from: from + skip, count: count - skip, at: at + skip }] : [];
      });
  }

  /** Whether the same lines stand at the same places. */
  equals(other: LineSequence): boolean {
    const [mine, theirs] = [[...this.runs()], [...other.runs()]];
    return mine.length === theirs.length && mine.every((run, i) => sameRun(run, theirs[i]));
  }

  private find(line: number): { piece: Piece; within: number } {
    let within = line;
    if (within >= 0)
      for (const piece of this.pieces) {
        if (within < piece.count) return { piece, within };
        within -= piece.count;
      }
    throw new RangeError(`There is no line ${line + 1}: the file has ${this.total}.`);
  }
}

/** Goes once through pieces, front to back. */
class PieceReader {
  private readonly pieces: readonly Piece[];
  private at = 0;
  /** Lines of the piece at hand that were taken. */
  private taken = 0;
  /** Lines taken in all. */
  line = 0;

  constructor(pieces: readonly Piece[]) {
    this.pieces = pieces;
  }

  skip(count: number): void {
    this.pass(count, () => undefined);
  }

  /** The next `count` lines. */
  take(count: number): Piece[] {
    const found: Piece[] = [];
    this.pass(count, (piece) => {
      found.push(piece);
    });
    return found;
  }

  private pass(count: number, use: (piece: Piece) => void): void {
    for (let left = count; left > 0;) {
      const piece = this.pieces[this.at];
      if (!piece) break;
      const some = Math.min(left, piece.count - this.taken);
      use('text' in piece ? piece : { from: piece.from + this.taken, count: some });
      left -= some;
      this.taken += some;
      if (this.taken === piece.count) [this.at, this.taken] = [this.at + 1, 0];
    }
    this.line += count;
  }
}

function append(pieces: Piece[], more: readonly Piece[]): void {
  for (const piece of more) pieces.push(piece);
}

/** Lines of the original and where they stand. */
interface Place {
  from: number;
  count: number;
  at: number;
}

/** Of places in order that do not touch, the first with a line from `line` on, by halving. */
function firstEndingAfter(places: readonly Place[], line: number): Place | undefined {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const place = places[middle];
    if (place && place.from + place.count <= line) low = middle + 1;
    else high = middle;
  }
  return places[low];
}

function sameRun(a: LineRun, b: LineRun | undefined): boolean {
  if (b === undefined) return false;
  if ('text' in a) return 'text' in b && a.text === b.text;
  return !('text' in b) && a.from === b.from && a.count === b.count;
}

function toPiece(line: LineRef | LineRun): Piece {
  if ('text' in line) return { text: line.text, count: 1 };
  return 'original' in line ? { from: line.original, count: 1 } : { from: line.from, count: line.count };
}

const toRun = (piece: Piece): LineRun => ('text' in piece ? { text: piece.text } : { ...piece });

/** Neighbours that follow one another in the original become one run again. */
function joined(pieces: readonly Piece[]): Piece[] {
  const found: Piece[] = [];
  for (const piece of pieces) {
    const last = found.at(-1);
    if (last && !('text' in last) && !('text' in piece) && last.from + last.count === piece.from)
      found[found.length - 1] = { from: last.from, count: last.count + piece.count };
    else found.push(piece);
  }
  return found;
}
