import {
  EVENT_KINDS,
  type EventFilter,
  type EventKind,
  type EventRow,
  type JobHost,
  type JobSnapshot,
} from '../../src/protocol/jobPage.ts';
import { latestOnly } from '../ui/latest.ts';
import { PagedRows } from '../ui/pagedRows.ts';
import { sentence } from '../ui/sentence.ts';
import type { Place } from './place.ts';

/** What the job page knows; the host owns the truth, only the place is kept here. */
export class JobModel {
  snapshot: JobSnapshot | undefined;
  /** Why the host could not be asked, in its own words. */
  failure: string | undefined;
  /** Events of each kind that hold the text now searched; `undefined` until known. */
  counts: Record<EventKind, number> | undefined;
  events: PagedRows<EventRow>;
  /** How many events came before those known, since the page began: who looks at older ones is held there. */
  cameBefore = 0;
  /** Whether the chosen event has the focus, which stays with it. */
  rowFocused = false;
  readonly host: JobHost;
  place: Place;
  private readonly keep: (place: Place) => void;
  private readonly count: (text: string) => void;
  /** The text that `counts` are of. */
  private counted: string | undefined;
  private readonly busy = new Set<string>();
  private listeners = new Set<() => void>();

  constructor(host: JobHost, place: Place, keep: (place: Place) => void) {
    this.host = host;
    this.place = place;
    this.keep = keep;
    this.events = this.eventsNow();
    this.count = latestOnly(
      (text) => host.countEvents(text),
      (text, counts) => {
        this.takeCounts(text, counts);
      },
      (_, error) => {
        this.events.refresh();
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

  update(snapshot: JobSnapshot): void {
    this.snapshot = snapshot;
    this.failure = undefined;
    this.events.pause();
    this.count(this.place.text);
    this.changed();
  }

  /** Events under the filter. */
  get total(): number {
    const { counts, place } = this;
    if (!counts) return 0;
    const kinds: readonly EventKind[] = place.kinds.length === 0 ? EVENT_KINDS : place.kinds;
    return kinds.reduce((sum, kind) => sum + counts[kind], 0);
  }

  setFilter(filter: Partial<EventFilter>): void {
    this.setPlace({ ...filter, row: 0, whole: false });
    this.events = this.eventsNow();
    if ('text' in filter) this.count(this.place.text);
    this.changed();
  }

  setPlace(change: Partial<Place>): void {
    this.keepPlace(change);
    this.changed();
  }

  /** For what is not drawn. */
  keepPlace(change: Partial<Place>): void {
    this.place = { ...this.place, ...change };
    this.keep(this.place);
  }

  /** Has the host do something; asked again meanwhile, it is done once. @param name what is done, and to what */
  async ask(name: string, call: () => Promise<void>): Promise<void> {
    if (this.busy.has(name)) return;
    this.busy.add(name);
    try {
      await call();
    } catch (error) {
      this.fail(error);
    }
    this.busy.delete(name);
  }

  /** @returns a function that ends the subscription. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private takeCounts(text: string, counts: Record<EventKind, number>): void {
    if (text !== this.place.text) return;
    const before = this.counted === text ? this.total : undefined;
    this.counts = counts;
    this.counted = text;
    const added = before === undefined ? 0 : Math.max(0, this.total - before);
    const { row, whole } = this.place;
    this.cameBefore += added;
    // at the newest event one stays with whatever is newest
    if (added > 0 && (row > 0 || whole || this.rowFocused)) this.keepPlace({ row: row + added });
    this.events.refresh(added);
    this.changed();
  }

  private eventsNow(): PagedRows<EventRow> {
    const { kinds, text } = this.place;
    return new PagedRows(
      (from, to) => this.host.events({ kinds, text }, from, to),
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
