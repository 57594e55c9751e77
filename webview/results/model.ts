import type { Agreement, ExampleRow, RowFilter, ResultsHost, ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import { latestOnly } from '../ui/latest.ts';
import { PagedRows } from '../ui/pagedRows.ts';
import { PictureQueue } from '../ui/pictureQueue.ts';
import type { Place } from './place.ts';

const sentence = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** What the results page knows; the host owns the truth, only the place is kept here. */
export class ResultsModel {
  snapshot: ResultsSnapshot | undefined;
  /** Why the host could not be asked, in its own words. */
  failure: string | undefined;
  /** Rows that pass each agreement filter under the type and text now shown; `undefined` until known. */
  counts: Record<Agreement, number> | undefined;
  rows: PagedRows<ExampleRow>;
  readonly thumbnails: PictureQueue;
  readonly host: ResultsHost;
  place: Place;
  private readonly keep: (place: Place) => void;
  private readonly count: (filter: Pick<RowFilter, 'type' | 'text'>) => void;
  private listeners = new Set<() => void>();

  constructor(host: ResultsHost, place: Place, keep: (place: Place) => void) {
    this.host = host;
    this.place = place;
    this.keep = keep;
    this.rows = this.rowsNow();
    this.thumbnails = new PictureQueue((key) => host.thumbnail(Number(key)));
    this.count = latestOnly(
      (filter) => host.counts(filter),
      (filter, counts) => {
        if (filter.type !== this.place.type || filter.text !== this.place.text) return;
        this.counts = counts;
        this.changed();
      },
      (_, error) => {
        this.fail(error);
      },
    );
  }

  async start(): Promise<void> {
    try {
      this.update(await this.host.ready());
    } catch (error) {
      this.fail(error);
    }
  }

  update(snapshot: ResultsSnapshot): void {
    this.snapshot = snapshot;
    this.failure = undefined;
    if (this.place.type !== '' && !snapshot.types.includes(this.place.type)) this.place.type = '';
    this.recount();
    this.rows.refresh();
    this.changed();
  }

  /** Rows of the table now. */
  get total(): number {
    return this.counts?.[this.place.agreement] ?? 0;
  }

  setFilter(filter: Partial<RowFilter>): void {
    this.setPlace({ ...filter, row: 0 });
    this.rows = this.rowsNow();
    if ('type' in filter || 'text' in filter) this.recount();
    this.changed();
  }

  setPlace(change: Partial<Place>): void {
    this.place = { ...this.place, ...change };
    this.keep(this.place);
    this.changed();
  }

  /** @returns a function that ends the subscription. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private recount(): void {
    const { type, text } = this.place;
    if (type === '' && text === '') this.counts = this.snapshot?.counts;
    else this.count({ type, text });
  }

  private rowsNow(): PagedRows<ExampleRow> {
    const { agreement, type, text } = this.place;
    return new PagedRows(
      (from, to) => this.host.rows({ agreement, type, text }, from, to),
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
