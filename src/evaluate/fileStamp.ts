import { stat } from 'node:fs/promises';

/** Tells states of a file apart without reading it; `undefined` where there is none. */
export async function stampOf(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found && `${found.ino} ${found.size} ${found.mtimeMs}`;
}

/** Answers about files, each worked out once for every state of its file. */
export class ByFileState<T> {
  private readonly known = new Map<string, { stamp: string; value: Promise<T> }>();

  /** `undefined` where there is no file. @param work rejects with Node's error where the file cannot be read */
  async get(path: string, work: () => Promise<T>): Promise<T | undefined> {
    const stamp = await stampOf(path);
    if (stamp === undefined) return undefined;
    const known = this.known.get(path);
    if (known?.stamp === stamp) return known.value;
    const value = work();
    this.known.set(path, { stamp, value });
    // a failure may pass
    value.catch(() => this.known.delete(path));
    return value;
  }
}
