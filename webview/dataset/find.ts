import type { DatasetHost } from '../../src/protocol/datasetPage.ts';
import type { Hit, Listing } from '../../src/protocol/listing.ts';
import { latestOnly } from '../ui/latest.ts';

/** What walking through hits needs of the page. */
export interface Found {
  readonly host: DatasetHost;
  readonly listing: Listing;
  /** Another one for another line or another text looked for. */
  readonly lookedAt: string;
  readonly at: number;
  readonly rowCount: number;
  readonly place: { line: number };
  choose(at: number): void;
}

/** Hits of the text looked for in the example shown, and the way from one to the next. */
export class Find {
  /** Of the line shown, in order. */
  hits: readonly Hit[] = [];
  /** The one gone to; -1 before any was. */
  current = -1;
  /** Grows when a hit was gone to, also when it is the same one again. */
  moves = 0;
  /** The find field; missing while there is none. */
  field: HTMLInputElement | undefined;
  private readonly page: Found;
  private readonly changed: () => void;
  private readonly ask: (key: string) => void;
  /** What the hits are of. */
  private key = '';
  /** Which hit is gone to once the hits of the example are known. */
  private coming: 'first' | 'last' | undefined;

  constructor(page: Found, changed: () => void) {
    this.page = page;
    this.changed = changed;
    const none: readonly Hit[] = [];
    this.ask = latestOnly(
      () => (page.listing.text ? page.host.hits(page.place.line) : Promise.resolve(none)),
      (key, hits) => {
        this.take(key, hits);
      },
      (key) => {
        this.take(key, none);
      },
    );
  }

  /** Another example is shown, or the same one anew. */
  look(): void {
    this.ask(this.page.lookedAt);
  }

  /** Gives the focus to the find field. */
  focus(): void {
    // at once: what is typed next belongs to it
    this.field?.focus();
    this.field?.select();
  }

  /** Goes to the next or the previous hit, in this example or the next one listed, and round at the ends. */
  go(by: 1 | -1): void {
    const { page } = this;
    if (!page.listing.text || page.rowCount === 0) return;
    const known = this.key === page.lookedAt;
    const next = this.current < 0 ? (by > 0 ? 0 : this.hits.length - 1) : this.current + by;
    if (known && next >= 0 && next < this.hits.length) this.reach(next);
    else if (known && page.rowCount === 1) this.reach(by > 0 ? 0 : this.hits.length - 1);
    else {
      // of an example whose hits are not known yet the first is gone to; whoever is faster goes on to the next example
      const here = !known && this.coming === undefined;
      this.coming = by > 0 ? 'first' : 'last';
      if (!here) page.choose((page.at + by + page.rowCount) % page.rowCount);
    }
  }

  private take(key: string, hits: readonly Hit[]): void {
    if (key !== this.page.lookedAt) return;
    const same = key === this.key;
    const { coming } = this;
    this.key = key;
    this.hits = hits;
    this.coming = undefined;
    if (coming) this.reach(coming === 'first' ? 0 : hits.length - 1);
    else {
      this.current = same ? Math.min(this.current, hits.length - 1) : -1;
      this.changed();
    }
  }

  private reach(hit: number): void {
    this.current = hit;
    this.moves++;
    this.changed();
  }
}
