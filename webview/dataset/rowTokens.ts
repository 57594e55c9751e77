/** Rows that were just passed are not worth counting. */
const REST_MS = 120;
const KEPT = 4000;

/** Tokens of the rows in sight, counted once the list stands still. */
export class RowTokens {
  private readonly load: (from: number, to: number) => Promise<(number | undefined)[]>;
  private readonly changed: () => void;
  private known = new Map<number, number | undefined>();
  private wanted: { lines: () => (number | undefined)[]; from: number } | undefined;
  private timer: number | undefined;
  private busy = false;

  /** @param load asks for places of the list */
  constructor(load: (from: number, to: number) => Promise<(number | undefined)[]>, changed: () => void) {
    this.load = load;
    this.changed = changed;
  }

  /** Of a line, once they are counted. */
  get(line: number): number | undefined {
    return this.known.get(line);
  }

  /** @param lines of the places from `from` on that are in sight, as far as they are known */
  show(from: number, lines: () => (number | undefined)[]): void {
    this.wanted = { from, lines };
    this.again();
  }

  /** Rows arrived, or are others now. */
  again(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.count(), REST_MS);
  }

  /** Lines may be others now. */
  forget(): void {
    this.known = new Map();
  }

  private async count(): Promise<void> {
    if (this.busy || !this.wanted) return;
    const { from, lines } = this.wanted;
    const { known } = this;
    const asked = lines();
    const missing = asked.flatMap((line, index) => (line !== undefined && !known.has(line) ? [index] : []));
    const [first, last] = [missing[0], missing.at(-1)];
    if (first === undefined || last === undefined) return;
    this.busy = true;
    try {
      const counted = await this.load(from + first, from + last + 1);
      for (const [index, tokens] of counted.entries()) {
        const line = asked[first + index];
        if (line !== undefined) known.set(line, tokens);
      }
      for (const oldest of known.keys()) {
        if (known.size <= KEPT) break;
        known.delete(oldest);
      }
      this.changed();
    } catch {
      // a count that fails is left out
    }
    this.busy = false;
    if (this.wanted.from !== from) void this.count();
  }
}
