import { setTimeout as sleep } from 'node:timers/promises';
import { isApiError } from '../providers/apiErrors.ts';
import { pacer } from './pacer.ts';
import { retryAfter, waitForLimits } from './rateLimits.ts';

/** A wait for the vendor's limits is looked at again this often, so that a pause or a stop is not missed; milliseconds. */
const LONGEST_SLEEP = 1000;

export interface GateOptions {
  /** Requests on their way at once, at most. */
  concurrency: number;
  requestsPerMinute?: number | undefined;
  signal: AbortSignal;
  pause?: Pause | undefined;
}

/** Whether requests may begin; whoever waits hears of the change. */
export class Pause {
  private readonly listeners = new Set<() => void>();
  private state = false;

  get paused(): boolean {
    return this.state;
  }

  set paused(state: boolean) {
    this.state = state;
    for (const listener of this.listeners) listener();
  }

  /** @returns ends the listening */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/**
 * Lets as many requests through at once as the server bears: all at first, half after a 429, one more again for each
 * round of answers that went well. When the server says that nothing is left of a limit, or when to come back, all wait.
 */
export class Gate {
  private readonly options: GateOptions;
  private readonly pace: (() => Promise<void>) | undefined;
  private readonly endPause: (() => void) | undefined;
  private readonly wake: () => void;
  private limit: number;
  private underWay = 0;
  private heldUntil = 0;
  /** Requests begun before this many had been let through do not halve the limit again. */
  private halvedAt = 0;
  private begun = 0;
  private change = Promise.withResolvers<undefined>();

  constructor(options: GateOptions) {
    const { concurrency, requestsPerMinute, signal, pause } = options;
    this.options = options;
    this.limit = concurrency;
    this.pace = requestsPerMinute === undefined ? undefined : pacer(requestsPerMinute, signal);
    this.wake = () => {
      this.changed();
    };
    this.endPause = pause?.onChange(this.wake);
    signal.addEventListener('abort', this.wake);
  }

  /** Requests that may be on their way at once now. */
  get concurrency(): number {
    return Math.floor(this.limit);
  }

  /** Milliseconds that the server asked to wait for, as far as they are not over. */
  get waits(): number {
    return Math.max(0, this.heldUntil - Date.now());
  }

  /** Makes a request when there is room for it. Throws what the request throws, or the signal's reason. */
  async pass<T>(request: () => Promise<{ data: T; headers: Headers | undefined }>): Promise<T> {
    await this.enter();
    const number = this.begun++;
    try {
      const { data, headers } = await request();
      this.limit = Math.min(this.options.concurrency, this.limit + 1 / this.limit);
      if (headers) this.hold(waitForLimits(headers));
      return data;
    } catch (error) {
      if (isApiError(error) && error.status === 429) this.slowDown(number, error.headers);
      throw error;
    } finally {
      this.underWay--;
      this.changed();
    }
  }

  close(): void {
    this.endPause?.();
    this.options.signal.removeEventListener('abort', this.wake);
  }

  private async enter(): Promise<void> {
    const { signal, pause } = this.options;
    for (;;) {
      signal.throwIfAborted();
      const wait = this.waits;
      if (pause?.paused !== true && wait === 0 && this.underWay < this.concurrency) break;
      const { promise } = this.change;
      await (wait > 0 ? Promise.race([promise, sleep(Math.min(wait, LONGEST_SLEEP))]) : promise);
    }
    this.underWay++;
    try {
      await this.pace?.();
      signal.throwIfAborted();
    } catch (error) {
      this.underWay--;
      throw error;
    }
  }

  private slowDown(number: number, headers: Headers | undefined): void {
    this.hold(Math.max(retryAfter(headers) ?? 0, headers ? waitForLimits(headers) : 0));
    if (number < this.halvedAt) return;
    this.limit = Math.max(1, Math.floor(this.limit / 2));
    this.halvedAt = this.begun;
  }

  private hold(milliseconds: number): void {
    this.heldUntil = Math.max(this.heldUntil, Date.now() + milliseconds);
  }

  private changed(): void {
    const { resolve } = this.change;
    this.change = Promise.withResolvers();
    resolve(undefined);
  }
}
