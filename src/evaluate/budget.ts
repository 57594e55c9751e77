/** The budget does not hold another request. */
export class OverBudget extends Error {}

/** Money that is spent or promised to requests on their way; never more than the limit by what is estimated. */
export class Budget {
  private readonly limit: number;
  private spent: number;
  private promised = 0;
  private underWay = 0;
  private change = Promise.withResolvers<undefined>();

  /** USD. @param spent before */
  constructor(limit: number, spent: number) {
    this.limit = limit;
    this.spent = spent;
  }

  /**
   * Sets money aside for a request; where only those on their way stand in its way, it waits for what they leave.
   * Throws `OverBudget` when it does not fit, the signal's reason when aborted.
   * @param estimate USD, asked again after each wait
   * @param alone whether nothing else may be on its way
   * @returns takes the money back, all but what was spent
   */
  async reserve(estimate: () => number, alone: () => boolean, signal: AbortSignal): Promise<(spent: number) => void> {
    for (;;) {
      signal.throwIfAborted();
      const usd = estimate();
      if (this.spent + this.promised + usd <= this.limit && (this.underWay === 0 || !alone())) return this.take(usd);
      if (this.underWay === 0) throw new OverBudget();
      await this.change.promise;
    }
  }

  private take(usd: number): (spent: number) => void {
    this.promised += usd;
    this.underWay++;
    return (spent) => {
      this.promised -= usd;
      this.underWay--;
      this.spent += spent;
      const { resolve } = this.change;
      this.change = Promise.withResolvers();
      resolve(undefined);
    };
  }
}
