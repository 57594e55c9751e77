import type { DatasetHost, DatasetSnapshot, ExampleView, RowView } from '../../src/protocol/datasetPage.ts';
import { latestOnly } from '../ui/latest.ts';
import { PagedRows } from '../ui/pagedRows.ts';
import { PictureQueue } from '../ui/pictureQueue.ts';
import { sentence } from '../ui/sentence.ts';
import { Edits } from './edits.ts';
import type { Place } from './place.ts';
import { choose, countLines, oneLine, type Choice, type Selection } from './selection.ts';

/** What is shown at the right. */
export type Shown = { line: number; example: ExampleView } | { line: number; failure: string };

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
  readonly edits: Edits;
  /** The chosen lines; the place is the one of them that is shown. */
  selection: Selection;
  /** The image of the example shown that is open large, by its path. */
  viewed: string | undefined;
  /** Grows when another example comes to stand on the line shown. */
  turn = 0;

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
    this.selection = oneLine(place.line);
    this.edits = new Edits(host, () => {
      this.changed();
    });
    this.rows = new PagedRows(
      (from, to) => host.rows(from, Math.min(to, this.snapshot?.lines ?? to)),
      (error) => {
        if (error !== undefined) this.failure = sentence(error);
        this.changed();
      },
    );
    this.thumbnails = new PictureQueue((key) => host.thumbnail(lineOf(key)));
    this.images = new PictureQueue((key) => host.image(lineOf(key), pathOf(key), sideOf(key)), { kept: 8 });
    this.askExample = latestOnly(
      (line) => host.example(line),
      (line, { pictures = [], ...example }) => {
        for (const { path, bytes } of pictures) this.images.put(this.imageKey(line, path), bytes);
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
      if (this.place.line < 0) this.stand(snapshot.selected, oneLine(snapshot.selected));
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
    this.follow(snapshot, before);
    this.rows.refresh();
    if (this.place.line < snapshot.lines) this.askExample(this.place.line);
    else this.shown = undefined;
    this.changed();
  }

  reveal(line: number): void {
    this.select(line);
  }

  select(line: number, choice: Choice = 'one'): void {
    const lines = this.snapshot?.lines ?? 0;
    this.edits.takeControls();
    this.stand(line, choose(this.selection, line, choice));
    if (line < lines) {
      this.askExample(line);
      this.tellSelected(line);
    }
    this.changed();
  }

  selectAll(): void {
    const { anchor } = this.selection;
    this.selection = { lines: [{ from: 0, to: this.snapshot?.lines ?? 0 }], anchor };
    this.changed();
  }

  /** How many examples an action of the header is about. */
  get chosen(): number {
    return countLines(this.selection.lines);
  }

  /** Opens an image of the example shown large; `undefined` closes it. */
  view(path: string | undefined): void {
    this.viewed = path;
    this.changed();
  }

  setPlace(change: Partial<Place>): void {
    this.place = { ...this.place, ...change };
    this.keep(this.place);
    this.changed();
  }

  thumbnailKey = (line: number): string => keyOf(this.snapshot?.content, line, '');
  imageKey = (line: number, path: string, side?: number): string => keyOf(this.snapshot?.content, line, path, side);

  /** @returns a function that ends the subscription. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private stand(line: number, selection: Selection): void {
    this.selection = selection;
    this.viewed = undefined;
    this.setPlace({ line });
  }

  /** Keeps the place in a file that changed: where an edit from here leads, or else the same line. */
  private follow(snapshot: DatasetSnapshot, before: DatasetSnapshot | undefined): void {
    const changed = before !== undefined && snapshot.content !== before.content;
    const standing = changed || snapshot.lines < (before?.lines ?? 0) ? this.edits.takeStanding() : undefined;
    const { line } = this.place;
    if (standing) {
      this.turn++;
      this.stand(standing.line, standing.selection);
      this.tellSelected(standing.line);
    } else if (changed && snapshot.lines !== before.lines) this.stand(line, oneLine(line));
    const read = snapshot.indexed >= snapshot.size;
    const last = snapshot.lines - 1;
    if (read && last >= 0 && this.place.line > last) {
      this.stand(last, oneLine(last));
      this.tellSelected(last);
    }
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

/** Whether texts are drawn as Markdown: as chosen here, else as the settings say. */
export const isMarkdown = ({ place, snapshot }: DatasetModel): boolean =>
  place.markdown === '' ? (snapshot?.renderMarkdown ?? false) : place.markdown === 'on';

const keyOf = (content: number | undefined, line: number, path: string, side?: number) =>
  `${content ?? 0} ${line} ${side ?? ''} ${path}`;
const lineOf = (key: string) => Number(key.split(' ', 2)[1]);
const sideOf = (key: string) => Number(key.split(' ', 3)[2]) || undefined;
const pathOf = (key: string) => key.split(' ').slice(3).join(' ');
