const PAGE = 64;
/** Rows kept: far more than any window shows, far fewer than a file has. */
const PAGES_KEPT = 48;

interface Page<Row> {
  rows: Row[];
  fresh: boolean;
}

/** Rows of a long list, asked for by page as they come into sight; one request at a time, what is in sight first. */
export class PagedRows<Row> {
  private readonly pages = new Map<number, Page<Row>>();
  private sight: [number, number] = [0, 0];
  private generation = 0;
  /** Generation since which rows stand where they stand. */
  private moved = 0;
  private paused = false;
  private busy = false;
  private readonly load: (from: number, to: number) => Promise<Row[]>;
  private readonly changed: (error?: unknown) => void;

  /** @param changed called when rows arrived, or with the error when they could not be had. */
  constructor(load: (from: number, to: number) => Promise<Row[]>, changed: (error?: unknown) => void) {
    this.load = load;
    this.changed = changed;
  }

  /** The row when it is here; `show` asks for it. */
  get(index: number): Row | undefined {
    return this.pages.get(Math.floor(index / PAGE))?.rows[index % PAGE];
  }

  /** The same, once it is known to be as the host has it now. */
  fresh(index: number): Row | undefined {
    const page = this.pages.get(Math.floor(index / PAGE));
    return page?.fresh ? page.rows[index % PAGE] : undefined;
  }

  /** Says which rows (`to` exclusive) are in sight now. */
  show(from: number, to: number): void {
    this.sight = [from, to];
    void this.fill();
  }

  /** Rows are about to move: what is on its way may be of before or after that, and none is asked for until `refresh`. */
  pause(): void {
    this.paused = true;
    this.moved = ++this.generation;
  }

  /**
   * Rows may have changed: those drawn stay until they are here anew.
   * @param added so many rows came before all others, which move down with what is known of them
   */
  refresh(added = 0): void {
    this.paused = false;
    this.generation++;
    if (added > 0) this.moveDown(added);
    for (const page of this.pages.values()) page.fresh = false;
    void this.fill();
  }

  private moveDown(by: number): void {
    this.moved = this.generation;
    const pages = [...this.pages];
    this.pages.clear();
    for (const [number, { rows }] of pages)
      rows.forEach((row, at) => {
        const index = number * PAGE + at + by;
        const page = this.pages.get(Math.floor(index / PAGE)) ?? { rows: [], fresh: false };
        page.rows[index % PAGE] = row;
        this.pages.set(Math.floor(index / PAGE), page);
      });
  }

  private wanted(): number | undefined {
    if (this.paused) return undefined;
    const [from, to] = this.sight;
    for (let page = Math.floor(from / PAGE); page * PAGE < to; page++) if (!this.pages.get(page)?.fresh) return page;
    return undefined;
  }

  private async fill(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    for (let page = this.wanted(); page !== undefined; page = this.wanted()) {
      const asked = this.generation;
      try {
        const rows = await this.load(page * PAGE, (page + 1) * PAGE);
        if (asked < this.moved) continue;
        this.keep(page, { rows, fresh: asked === this.generation });
        this.changed();
      } catch (error) {
        // asked for again at the next refresh
        this.keep(page, { rows: this.pages.get(page)?.rows ?? [], fresh: asked === this.generation });
        this.changed(error);
      }
    }
    this.busy = false;
  }

  private keep(index: number, page: Page<Row>): void {
    this.pages.delete(index);
    this.pages.set(index, page);
    for (const oldest of this.pages.keys()) {
      if (this.pages.size <= PAGES_KEPT) break;
      this.pages.delete(oldest);
    }
  }
}
