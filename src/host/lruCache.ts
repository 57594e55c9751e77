/** Keeps the entries used last. */
export class LruCache<K, V> {
  private readonly entries = new Map<K, V>();
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** The kept value, or `undefined`. */
  peek(key: K): V | undefined {
    const value = this.entries.get(key);
    if (value === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, value);
    return value;
  }

  put(key: K, value: V): V {
    this.entries.delete(key);
    this.entries.set(key, value);
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= this.limit) break;
      this.entries.delete(oldest);
    }
    return value;
  }

  /** The kept value, or the made one, which is kept from then on. */
  get(key: K, make: () => V): V {
    return this.peek(key) ?? this.put(key, make());
  }

  clear(): void {
    this.entries.clear();
  }
}
