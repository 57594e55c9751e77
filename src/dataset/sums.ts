import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

export type Algorithm = 'md5' | 'sha256';

/** Sums of a file's content, hexadecimal, one for each algorithm. Rejects with Node's error where it cannot be read. */
export type Sums = (path: string, algorithms: readonly Algorithm[], signal?: AbortSignal) => Promise<string[]>;

/** On the thread that calls it: a gigabyte takes some seconds of it. */
export const sumsOf: Sums = async (path, algorithms, signal) => {
  const hashes = algorithms.map((algorithm) => createHash(algorithm));
  const chunks = createReadStream(path, { highWaterMark: 1024 ** 2, ...(signal && { signal }) });
  for await (const chunk of chunks as AsyncIterable<Buffer>) {
    for (const hash of hashes) hash.update(chunk);
  }
  return hashes.map((hash) => hash.digest('hex'));
};
