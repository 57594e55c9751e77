/** A request for a picture that can be taken back as long as nobody fetches it. */
export interface PictureRequest {
  bytes: Promise<Uint8Array | undefined>;
  cancel(): void;
}

interface Waiting {
  key: string;
  settle: (bytes: Promise<Uint8Array | undefined>) => void;
}

/**
 * Fetches pictures, the newest wish first and a few at a time; a wish taken back is never sent.
 * Keeps the bytes of the last ones, so that scrolling back draws at once.
 */
export class PictureQueue {
  private readonly load: (key: string) => Promise<Uint8Array | undefined>;
  private readonly parallel: number;
  private readonly kept: number;
  private readonly cache = new Map<string, Promise<Uint8Array | undefined>>();
  private waiting: Waiting[] = [];
  private running = 0;

  constructor(load: (key: string) => Promise<Uint8Array | undefined>, { parallel = 4, kept = 600 } = {}) {
    this.load = load;
    this.parallel = parallel;
    this.kept = kept;
  }

  request(key: string): PictureRequest {
    const here = this.cache.get(key);
    if (here) return { bytes: here, cancel: () => undefined };
    const wish: Waiting = { key, settle: () => undefined };
    const bytes = new Promise<Uint8Array | undefined>((settle) => {
      wish.settle = settle;
    });
    this.waiting.push(wish);
    this.next();
    return {
      bytes,
      cancel: () => {
        this.waiting = this.waiting.filter((other) => other !== wish);
      },
    };
  }

  /** Takes a picture that came by itself. */
  put(key: string, bytes: Uint8Array): void {
    this.keep(key, Promise.resolve(bytes));
  }

  /** Forgets what was fetched. */
  clear(): void {
    this.cache.clear();
  }

  private next(): void {
    while (this.running < this.parallel) {
      const wish = this.waiting.pop();
      if (!wish) return;
      wish.settle(this.cache.get(wish.key) ?? this.fetch(wish.key));
    }
  }

  private fetch(key: string): Promise<Uint8Array | undefined> {
    this.running++;
    const bytes = this.load(key).finally(() => {
      this.running--;
      this.next();
    });
    this.keep(key, bytes);
    bytes.catch(() => this.cache.delete(key));
    return bytes;
  }

  private keep(key: string, bytes: Promise<Uint8Array | undefined>): void {
    this.cache.set(key, bytes);
    for (const oldest of this.cache.keys()) {
      if (this.cache.size <= this.kept) break;
      this.cache.delete(oldest);
    }
  }
}
