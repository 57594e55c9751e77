import type { DatasetHost, DatasetSnapshot, ExampleView, RowView } from '../../src/protocol/datasetPage.ts';
import { latestOnly } from '../ui/latest.ts';
import { PagedRows } from '../ui/pagedRows.ts';
import { PictureQueue } from '../ui/pictureQueue.ts';
import type { Place } from './place.ts';

/** What is shown at the right. */
export type Shown = { line: number; example: ExampleView } | { line: number; failure: string };

const sentence = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** What the dataset page knows; the host owns the truth, only the place is kept here. */
export class DatasetModel {
  snapshot: DatasetSnapshot | undefined;
  /** Why the host could not be asked, in its own words. */
  failure: string | undefined;
  shown: Shown | undefined;
  /** Of the example shown, once they are counted. */
  tokens: { line: number; count: number | undefined } | undefined;
  readonly rows: PagedRows<RowView>;
  readonly thumbnails: PictureQueue;
  readonly images: PictureQueue;

  readonly host: DatasetHost;
  place: Place;
  private readonly keep: (place: Place) => void;
  private readonly askExample: (line: number) => void;
  private readonly askTokens: (line: number) => void;
  private readonly tellSelected: (line: number) => void;
  private listeners = new Set<() => void>();

  constructor(host: DatasetHost, place: Place, keep: (place: Place) => void) {
    this.host = host;
    this.place = place;
    this.keep = keep;
    this.rows = new PagedRows(
      (from, to) => host.rows(from, Math.min(to, this.snapshot?.lines ?? to)),
      (error) => {
        if (error !== undefined) this.failure = sentence(error);
        this.changed();
      },
    );
    this.thumbnails = new PictureQueue((key) => host.thumbnail(lineOf(key)));
    this.images = new PictureQueue((key) => host.image(lineOf(key), pathOf(key)), { kept: 8 });
    this.askExample = latestOnly(
      (line) => host.example(line),
      (line, example) => {
        this.shown = { line, example };
        this.askTokens(line);
        this.changed();
      },
      (line, error) => {
        this.shown = { line, failure: sentence(error) };
        this.changed();
      },
    );
    this.askTokens = latestOnly(
      (line) => host.tokens(line),
      (line, count) => {
        this.tokens = { line, count };
        this.changed();
      },
      // a count that fails is left out
      () => undefined,
    );
    this.tellSelected = latestOnly(
      (line) => host.select(line),
      () => undefined,
      () => undefined,
    );
  }

  /** Asks for everything; a page that was hidden comes back to its own place. */
  async start(): Promise<void> {
    try {
      const snapshot = await this.host.ready();
      if (this.place.line < 0) this.setPlace({ line: snapshot.selected });
      this.update(snapshot);
      this.tellSelected(this.place.line);
    } catch (error) {
      this.failure = sentence(error);
      this.changed();
    }
  }

  update(snapshot: DatasetSnapshot): void {
    const before = this.snapshot;
    this.snapshot = snapshot;
    this.failure = undefined;
    if (snapshot.content !== before?.content) {
      this.thumbnails.clear();
      this.images.clear();
    }
    const read = snapshot.indexed >= snapshot.size;
    if (read && snapshot.lines > 0 && this.place.line >= snapshot.lines) this.setPlace({ line: snapshot.lines - 1 });
    this.rows.refresh();
    if (this.place.line < snapshot.lines) this.askExample(this.place.line);
    else this.shown = undefined;
    this.changed();
  }

  reveal(line: number): void {
    this.select(line);
  }

  select(line: number): void {
    const lines = this.snapshot?.lines ?? 0;
    this.setPlace({ line });
    if (line < lines) {
      this.askExample(line);
      this.tellSelected(line);
    }
    this.changed();
  }

  setPlace(change: Partial<Place>): void {
    this.place = { ...this.place, ...change };
    this.keep(this.place);
    this.changed();
  }

  thumbnailKey = (line: number): string => keyOf(this.snapshot?.content, line, '');
  imageKey = (line: number, path: string): string => keyOf(this.snapshot?.content, line, path);

  /** @returns a function that ends the subscription. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

const keyOf = (content: number | undefined, line: number, path: string) => `${content ?? 0} ${line} ${path}`;
const lineOf = (key: string) => Number(key.split(' ', 2)[1]);
const pathOf = (key: string) => key.split(' ').slice(2).join(' ');
