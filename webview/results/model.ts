import type {
  ExampleRow,
  PersonReport,
  Rating,
  ResultsHost,
  ResultsSnapshot,
  RowCounts,
  RowFilter,
  TrendPoint,
} from '../../src/protocol/resultsPage.ts';
import { latestOnly } from '../ui/latest.ts';
import { PagedRows } from '../ui/pagedRows.ts';
import { PictureQueue } from '../ui/pictureQueue.ts';
import { sentence } from '../ui/sentence.ts';
import type { Place } from './place.ts';

const filterOf = ({ a, b, agreement, type, rating, reference, text }: Place): RowFilter => ({
  ...{ a, b, agreement, type, rating, reference, text },
});

const isSameList = (one: Place, other: Place) =>
  JSON.stringify([filterOf(one), one.order]) === JSON.stringify([filterOf(other), other.order]);

/** A run that was added, or that is complete now, is another point of the trend. */
const runsIn = ({ runs, live }: ResultsSnapshot) =>
  JSON.stringify([runs.map(({ folder }) => folder), live.map(({ run, going }) => [run, going])]);

type ComparedRuns = Pick<RowFilter, 'a' | 'b'>;

const isUnfiltered = ({ agreement, type, rating, reference, text }: RowFilter) =>
  agreement === 'all' && type === '' && rating === '' && reference === '' && text === '';

/** What the results page knows; the host owns the truth, only the place is kept here. */
export class ResultsModel {
  snapshot: ResultsSnapshot | undefined;
  /** Why the host could not be asked, in its own words. */
  failure: string | undefined;
  /** Rows that pass with each choice of the filter now shown; `undefined` until known. */
  counts: RowCounts | undefined;
  trend: readonly TrendPoint[] = [];
  rows: PagedRows<ExampleRow>;
  readonly thumbnails: PictureQueue;
  readonly host: ResultsHost;
  place: Place;
  private readonly keep: (place: Place) => void;
  private readonly count: (filter: RowFilter) => void;
  private readonly compareRuns: (pair: ComparedRuns) => void;
  private listeners = new Set<() => void>();

  constructor(host: ResultsHost, place: Place, keep: (place: Place) => void) {
    this.host = host;
    this.place = place;
    this.keep = keep;
    this.rows = this.rowsNow();
    this.thumbnails = new PictureQueue((key) => host.thumbnail(Number(key)));
    const failed = (_: RowFilter | ComparedRuns, error: unknown) => {
      this.fail(error);
    };
    this.count = latestOnly(
      (filter: RowFilter) => host.counts(filter),
      (filter, counts) => {
        if (JSON.stringify(filter) !== JSON.stringify(filterOf(this.place))) return;
        this.counts = counts;
        this.changed();
      },
      failed,
    );
    this.compareRuns = latestOnly(
      ({ a, b }: ComparedRuns) => host.ready(a, b),
      (_, snapshot) => {
        this.update(snapshot);
      },
      failed,
    );
  }

  async start(): Promise<void> {
    try {
      // the first rows come with what stands above them
      this.rows.show(this.place.row, this.place.row + 1);
      this.update(await this.host.ready(this.place.a, this.place.b));
      await this.readTrend();
    } catch (error) {
      this.fail(error);
    }
  }

  update(snapshot: ResultsSnapshot): void {
    const { snapshot: before, place } = this;
    this.snapshot = snapshot;
    this.failure = undefined;
    const { a, b, types } = snapshot;
    const type = types.includes(place.type) ? place.type : '';
    this.place = { ...place, a, b, type };
    this.recount();
    if (!isSameList(place, this.place)) this.rows = this.rowsNow();
    // the same list with more in it: what is drawn stays until it is here anew
    else if (before) this.rows.refresh();
    this.changed();
    if (before && runsIn(before) !== runsIn(snapshot)) void this.asking(this.readTrend());
  }

  /** Rows of the table now. */
  get total(): number {
    return this.counts?.agreement[this.place.agreement] ?? 0;
  }

  /** Compares run `a` with run `b`; the one that is both takes the other's place. */
  compare(pair: Partial<ComparedRuns>): void {
    const { a, b } = this.place;
    const [nextA, nextB] = [pair.a ?? (pair.b === a ? b : a), pair.b ?? (pair.a === b ? a : b)];
    this.setPlace({ a: nextA, b: nextB, row: 0 });
    this.compareRuns({ a: nextA, b: nextB });
  }

  setFilter(filter: Partial<RowFilter>): void {
    this.setPlace({ ...filter, row: 0 });
    this.rows = this.rowsNow();
    this.recount();
    this.changed();
  }

  setOrder(order: Place['order']): void {
    this.setPlace({ order, row: 0 });
    this.rows = this.rowsNow();
    this.changed();
  }

  /** Rates the answer of a run to the example of a row; `null` takes the rating back. */
  rate(row: number, run: number, rating: Rating | null): void {
    const example = this.rows.get(row);
    const answer = example?.answers[run];
    if (answer && answer.prediction.error === undefined)
      void this.asking(this.host.rate(run, example.exampleId, rating));
  }

  /** The user has rated an answer of a run, here or in the editor. */
  rated(run: number, person: PersonReport | undefined): void {
    const { snapshot } = this;
    if (!snapshot) return;
    const runs = snapshot.report.runs.map(({ person: before, ...rest }, at) => {
      const own = at === run ? person : before;
      return { ...rest, ...(own && { person: own }) };
    });
    this.snapshot = { ...snapshot, report: { ...snapshot.report, runs } };
    this.rows.refresh();
    this.changed();
  }

  setPlace(change: Partial<Place>): void {
    this.place = { ...this.place, ...change };
    this.keep(this.place);
    this.changed();
  }

  showAsTable(chart: string, asTable: boolean): void {
    const others = this.place.asTable.filter((name) => name !== chart);
    this.setPlace({ asTable: asTable ? [...others, chart] : others });
  }

  /** Lets the host do something for the user; what goes wrong is said on the page. */
  async asking(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.fail(error);
    }
  }

  /** @returns a function that ends the subscription. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async readTrend(): Promise<void> {
    this.trend = await this.host.trend();
    this.changed();
  }

  private recount(): void {
    const filter = filterOf(this.place);
    if (isUnfiltered(filter) && this.snapshot) this.counts = this.snapshot.counts;
    else this.count(filter);
  }

  private rowsNow(): PagedRows<ExampleRow> {
    const filter = filterOf(this.place);
    const { order } = this.place;
    return new PagedRows(
      (from, to) => this.host.rows(filter, order, from, to),
      (error) => {
        if (error !== undefined) this.fail(error);
        else this.changed();
      },
    );
  }

  private fail(error: unknown): void {
    this.failure = sentence(error);
    this.changed();
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}
