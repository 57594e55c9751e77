import type { DatasetEdit, LineRange, RowView } from '../../../src/protocol/datasetPage.ts';
import type { Hit, Listing, ListState } from '../../../src/protocol/listing.ts';

/** A made-up file under a listing: as the host does it, for a few hundred rows. */
export class FakeListing {
  state: ListState = { listing: {}, turn: 0, rows: 0, hits: 0, stale: false };
  private order: number[] | undefined;
  private readonly count: () => number;
  private readonly rowAt: (line: number) => RowView;

  constructor(count: () => number, rowAt: (line: number) => RowView) {
    this.count = count;
    this.rowAt = rowAt;
  }

  get rows(): number {
    return this.order?.length ?? this.count();
  }

  lineAt(place: number): number {
    return this.order ? (this.order[place] ?? -1) : place;
  }

  placeOf(line: number): number {
    return this.order ? this.order.indexOf(line) : line;
  }

  set(listing: Listing): void {
    const turn = this.state.turn + 1;
    if (listing.text?.regex && listing.text.query === '(') {
      const failure = 'This is no regular expression: Unterminated group.';
      this.state = { ...this.state, listing, turn, failure };
      return;
    }
    const all = Array.from({ length: this.count() }, (_, line) => this.rowAt(line));
    const { problems, images, answer, result, run, sort } = listing;
    const listed = all.filter(
      (row) =>
        (!listing.text || this.hits(row.line, listing).length > 0) &&
        (!problems || row.problems.error + row.problems.warning > 0) &&
        (!images || row.images >= images.least) &&
        (answer === undefined || row.answer === answer) &&
        (result !== 'allWrong' || row.predictions.every((right) => right === false)) &&
        ((result !== 'right' && result !== 'wrong') ||
          row.predictions[['ft', '4o', 'nn'].indexOf(run ?? 'ft')] === (result === 'right')),
    );
    const order = listed.map(({ line }) => line);
    const hits = listing.text ? order.reduce((sum, line) => sum + this.hits(line, listing).length, 0) : 0;
    const whole = order.length === all.length && (!sort || (sort.by === 'line' && !sort.descending));
    this.order = whole ? undefined : sort?.descending ? order.toReversed() : order;
    this.state = { listing, turn, rows: 0, hits, stale: false };
  }

  /** In question and answer, as they stand in the made-up examples. */
  hits(line: number, { text } = this.state.listing): Hit[] {
    if (!text) return [];
    const { question, answer = '' } = this.rowAt(line);
    const places = [
      { path: '/messages/3/content/1', shown: `Question [${line + 1}]: ${question}` },
      { path: '/messages/4/content', shown: answer },
    ];
    return places.flatMap(({ path, shown }) =>
      [...shown.matchAll(new RegExp(text.query, text.matchCase ? 'g' : 'gi'))].map((match) => ({
        path,
        start: match.index,
        text: match[0],
      })),
    );
  }

  /** The edit in lines of the file. */
  inLines(edit: DatasetEdit): DatasetEdit {
    if (!('lines' in edit) || !this.order) return edit;
    const lines = edit.lines.flatMap(({ from, to }): LineRange[] =>
      Array.from({ length: to - from }, (_, i) => ({ from: this.lineAt(from + i), to: this.lineAt(from + i) + 1 })),
    );
    return { ...edit, lines };
  }

  /** Lines went: those left keep their order. */
  follow(edit: DatasetEdit): void {
    if (!this.order || edit.kind !== 'removeExamples') return;
    const gone = edit.lines.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
    const left = this.order.filter((line) => !gone.includes(line));
    this.order = left.map((line) => line - gone.filter((other) => other < line).length);
    this.state = { ...this.state, stale: true };
  }
}
