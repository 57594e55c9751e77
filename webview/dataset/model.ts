import type { DatasetHost, DatasetSnapshot, ExampleView, RowView } from '../../src/protocol/datasetPage.ts';
import type { ImageTool, ProblemPlace } from '../../src/protocol/problems.ts';
import { isFileOrder, isWholeFile, type Listing } from '../../src/protocol/listing.ts';
import { latestOnly } from '../ui/latest.ts';
import { PagedRows } from '../ui/pagedRows.ts';
import { PictureQueue } from '../ui/pictureQueue.ts';
import { sentence } from '../ui/sentence.ts';
import { Edits } from './edits.ts';
import { Find } from './find.ts';
import { Inline } from './inline.ts';
import { beginImageTool } from './imageTool.ts';
import { keyOf, lineOf, pathOf, sideOf } from './pictureKey.ts';
import type { Place } from './place.ts';
import { Problems } from './problems.ts';
import { RowTokens } from './rowTokens.ts';
import { choose, countLines, oneLine, type Choice, type Selection } from './selection.ts';

/** What is shown at the right. */
export type Shown = { line: number; content: number; example: ExampleView } | { line: number; failure: string };

/**
 * What the dataset page knows; the host owns the truth, only the place is kept here. The list counts places, which are
 * lines where it lists the whole file.
 */
export class DatasetModel {
  snapshot: DatasetSnapshot | undefined;
  /** Why the host could not be asked, in its own words. */
  failure: string | undefined;
  shown: Shown | undefined;
  /** Of the example shown, once they are counted. */
  tokens: { line: number; count: number | undefined } | undefined;
  readonly rows: PagedRows<RowView>;
  readonly rowTokens: RowTokens;
  readonly thumbnails: PictureQueue;
  readonly images: PictureQueue;
  readonly edits: Edits;
  readonly find: Find;
  readonly problems: Problems;
  readonly inline: Inline;
  /** Place of the list that has the focus; -1 while the line shown is looked for in another list. */
  at: number;
  /** The chosen places; the one with the focus is shown. */
  selection: Selection;
  /** The image of the example shown that is open large, by its path. */
  viewed: string | undefined;
  /** Grows when another example comes to stand on the line shown. */
  turn = 0;
  /** What is to be done with the image of an example once that is shown. */
  private tool: { line: number; tool: ImageTool } | undefined;
  private started = false;
  /** Lists asked for that the host has not taken up yet: what it tells is of the one before. */
  private listsAsked = 0;

  readonly host: DatasetHost;
  place: Place;
  private readonly keep: (place: Place) => void;
  private readonly askExample: (line: number) => void;
  private readonly askTokens: (line: number) => void;
  private readonly askLine: (at: number) => void;
  private readonly tellSelected: (line: number) => void;
  private listeners = new Set<() => void>();

  constructor(host: DatasetHost, place: Place, keep: (place: Place) => void) {
    this.host = host;
    this.place = place;
    this.keep = keep;
    this.at = place.line;
    this.selection = oneLine(place.line);
    const changed = () => {
      this.changed();
    };
    this.edits = new Edits(host, () => this.content, changed);
    this.find = new Find(this, changed);
    this.problems = new Problems(this, changed);
    this.inline = new Inline(this, changed);
    this.rows = new PagedRows(
      (from, to) => host.rows(from, Math.min(to, this.rowCount)),
      (error) => {
        if (error !== undefined) this.failure = sentence(error);
        this.rowTokens.again();
        this.changed();
      },
    );
    this.rowTokens = new RowTokens((from, to) => host.rowTokens(from, to), changed);
    this.thumbnails = new PictureQueue((key) => host.thumbnail(lineOf(key)));
    const image = (key: string) => host.image(lineOf(key), pathOf(key), ...sideOf(key));
    this.images = new PictureQueue(image, { kept: 8 });
    this.askExample = latestOnly(
      async (line) => ({ content: this.content, ...(await host.example(line)) }),
      (line, { content, pictures = [], ...example }) => {
        for (const { path, bytes } of pictures) this.images.put(this.imageKey(line, path), bytes);
        this.shown = { line, content, example };
        this.askTokens(line);
        this.find.look();
        this.changed();
        this.beginTool(example);
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
    this.askLine = latestOnly(
      (at) => host.rows(at, at + 1),
      (at, [row]) => {
        if (row && at === this.at) this.show(row.line);
      },
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
      this.started = true;
      if (snapshot.wanted !== undefined) this.place.line = this.at = snapshot.wanted;
      else if (this.place.line < 0) this.place.line = this.at = snapshot.selected;
      this.selection = oneLine(this.at);
      const { listing } = this.place;
      this.update(snapshot);
      if (snapshot.selectedPlace) this.reveal(this.place.line, snapshot.selectedPlace);
      if (snapshot.problemList) this.problems.open();
      if (isWholeFile(this.listing) && !isWholeFile(listing)) this.list(listing);
      this.tellSelected(this.place.line);
      await this.problems.start();
    } catch (error) {
      this.failure = sentence(error);
      this.changed();
    }
  }

  update(snapshot: DatasetSnapshot): void {
    // told before the place is known: what `start` asks for is newer
    if (!this.started) return;
    const before = this.snapshot;
    this.snapshot = snapshot;
    this.failure = undefined;
    if (snapshot.content !== before?.content) {
      this.thumbnails.clear();
      this.images.clear();
      this.rowTokens.forget();
    }
    this.rows.refresh();
    this.problems.refresh();
    this.follow(snapshot, before);
    if (this.place.line < snapshot.lines) this.askExample(this.place.line);
    else this.shown = undefined;
    this.changed();
  }

  /** Grows whenever lines may have changed. */
  get content(): number {
    return this.snapshot?.content ?? 0;
  }

  /** What is listed. */
  get listing(): Listing {
    return this.snapshot?.list?.listing ?? {};
  }

  /** Rows of the list. */
  get rowCount(): number {
    return this.snapshot?.list?.rows ?? this.snapshot?.lines ?? 0;
  }

  /** The line shown and the text looked for in it. */
  get lookedAt(): string {
    return `${this.snapshot?.list?.turn ?? 0} ${this.place.line}`;
  }

  get inFileOrder(): boolean {
    return isFileOrder(this.listing);
  }

  /** Where an example is listed that is put in behind the one shown; `undefined` where the order is another. */
  get placeBehind(): number | undefined {
    return this.inFileOrder ? this.at + 1 : undefined;
  }

  /** Lists other lines, or in another order. */
  list(listing: Listing): void {
    this.setPlace({ listing });
    this.listsAsked++;
    this.host
      .list(listing)
      .catch((error: unknown) => {
        this.failure = sentence(error);
        this.changed();
      })
      .finally(() => this.listsAsked--);
  }

  reveal(line: number, place?: ProblemPlace): void {
    this.tool = place?.tool && { line, tool: place.tool };
    // a tool alone is about no problem
    if (place && (place.rule !== undefined || !place.tool)) this.problems.show(line, place);
    else this.select(line);
  }

  /** Begins what was to be done as soon as an example is shown. */
  private beginTool(example: ExampleView): void {
    const { tool } = this;
    if (tool?.line !== example.line) return;
    this.tool = undefined;
    beginImageTool(this, tool.tool, example);
  }

  /** Goes to a line of the file; where it is not listed, the whole file is. */
  select(line: number): void {
    this.goTo(line, () => {
      this.show(line);
      this.list({});
    });
  }

  /** Goes to a line where it is listed; else nothing happens unless it is said what. */
  goTo(line: number, unlisted: () => void = () => undefined): void {
    if (isWholeFile(this.listing)) this.choose(line);
    else
      void this.host.placeOf(line).then((at) => {
        if (at >= 0) this.choose(at);
        else unlisted();
      });
  }

  /** Says which places (`to` exclusive) are in sight. */
  see(from: number, to: number): void {
    this.rows.show(from, to);
    this.rowTokens.show(from, () => Array.from({ length: to - from }, (_, index) => this.rows.get(from + index)?.line));
  }

  /** Goes to a place of the list. */
  choose(at: number, choice: Choice = 'one'): void {
    this.edits.takeControls(Infinity);
    this.stand(at, choose(this.selection, at, choice));
    this.changed();
  }

  selectAll(): void {
    const { anchor } = this.selection;
    this.selection = { lines: [{ from: 0, to: this.rowCount }], anchor };
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

  /** The line at a place, as far as it is known. */
  lineAt(at: number): number | undefined {
    return isWholeFile(this.listing) ? at : this.rows.fresh(at)?.line;
  }

  private stand(at: number, selection: Selection): void {
    this.at = at;
    this.selection = selection;
    const line = this.lineAt(at);
    if (line === undefined) this.askLine(at);
    else this.show(line);
  }

  private show(line: number): void {
    this.viewed = undefined;
    this.setPlace({ line });
    if (line >= (this.snapshot?.lines ?? 0)) return;
    this.askExample(line);
    this.tellSelected(line);
  }

  /** Keeps the place in a file or a list that changed: where an edit from here leads, or else the same line. */
  private follow(snapshot: DatasetSnapshot, before: DatasetSnapshot | undefined): void {
    const { list } = snapshot;
    const changed = before !== undefined && snapshot.content !== before.content;
    const standing = changed || snapshot.lines < (before?.lines ?? 0) ? this.edits.takeStanding() : undefined;
    if (list && list.turn !== before?.list?.turn) {
      this.at = -1;
      if (this.listsAsked === 0) this.setPlace({ listing: list.listing });
    }
    if (standing) {
      this.turn++;
      const at = Math.max(0, Math.min(standing.at, this.rowCount - 1));
      this.stand(at, at === standing.at ? standing.selection : oneLine(at));
    } else if (changed && snapshot.lines !== before.lines) this.at = -1;
    const read = snapshot.indexed >= snapshot.size;
    if (read && this.place.line >= snapshot.lines && snapshot.lines > 0) {
      this.place.line = snapshot.lines - 1;
      this.tellSelected(this.place.line);
      this.at = -1;
    }
    if (this.at < 0 && list?.progress === undefined) this.findPlace();
  }

  /** Looks for the line shown in the list; the first one listed takes its place where it is not there. */
  private findPlace(): void {
    const { line } = this.place;
    const turn = this.snapshot?.list?.turn;
    const { selection } = this;
    const found = (at: number) => {
      if (this.at >= 0 || turn !== this.snapshot?.list?.turn) return;
      this.at = at;
      // all may have been selected while the answer was on its way
      const chosen = this.selection === selection ? undefined : this.selection;
      this.selection = chosen ?? oneLine(at);
      if (at < 0 && this.rowCount > 0) this.stand(0, chosen ?? oneLine(0));
      this.changed();
    };
    if (isWholeFile(this.listing)) found(line);
    else void this.host.placeOf(line).then(found);
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

/** Whether texts are drawn as Markdown: as chosen here, else as the settings say. */
export const isMarkdown = ({ place, snapshot }: DatasetModel): boolean =>
  place.markdown === '' ? (snapshot?.renderMarkdown ?? false) : place.markdown === 'on';
