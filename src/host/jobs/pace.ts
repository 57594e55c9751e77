/** Milliseconds between two looks: short after news, longer and longer without. */
const FASTEST = 2_000;
const SLOWEST = 60_000;
const SLOWER = 1.5;

/** Looks again and again while there is something to wait for and somebody who wants to know. */
export class Pace {
  private readonly look: () => Promise<boolean | undefined>;
  private readonly isWanted: () => boolean;
  private readonly fastest: number;
  private pause: number;
  private timer: NodeJS.Timeout | undefined;
  private looking = false;
  private disposed = false;

  /**
   * @param look tells whether there was news, or `undefined` when there is nothing more to wait for
   * @param isWanted whether somebody looks; `wake` when that begins
   */
  constructor(look: () => Promise<boolean | undefined>, isWanted: () => boolean, fastest = FASTEST) {
    this.look = look;
    this.isWanted = isWanted;
    this.fastest = fastest;
    this.pause = fastest;
  }

  /** Begins, or begins anew with the shortest pause. */
  wake(): void {
    if (this.disposed) return;
    this.pause = this.fastest;
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.looking) this.wait();
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
  }

  private wait(): void {
    if (this.disposed || !this.isWanted()) return;
    this.timer = setTimeout(() => void this.once(), this.pause);
  }

  private async once(): Promise<void> {
    this.timer = undefined;
    this.looking = true;
    // what cannot be asked now is asked again later
    const news = await this.look().catch(() => false);
    this.looking = false;
    if (news === undefined) return;
    this.pause = news ? this.fastest : Math.min(SLOWEST, this.pause * SLOWER);
    this.wait();
  }
}
