import { randomUUID } from 'node:crypto';
import type { ByteSource } from '../dataset/byteSource.ts';
import { scanLines, type ScanOptions } from '../dataset/lineIndex.ts';
import { fetchImage, FetchError } from '../images/fetchImage.ts';
import { whyNotFetched } from '../images/whyNotFetched.ts';
import { LineReader } from './lineReader.ts';

const PARALLEL = 8;

/** Public web addresses of images, each once. */
export async function addressesOf(source: ByteSource, scan: ScanOptions = {}): Promise<Set<string>> {
  const addresses = new Set<string>();
  const reader = new LineReader(randomUUID().replaceAll('-', ''), { formula: -1 });
  await scanLines(
    source,
    (scanned) => {
      for (const { address } of reader.read(scanned).example?.images ?? [])
        if (address.kind === 'http' && address.isPublic) addresses.add(address.url);
    },
    scan,
  );
  return addresses;
}

/**
 * Asks every address for its image, a few at a time.
 * @param fetch rejects with a `FetchError`; the web unless a test says otherwise
 * @returns why, as the end of "This address gave no image: ...", for those that gave none
 */
export async function reachAddresses(
  addresses: Iterable<string>,
  { signal, onProgress }: { signal?: AbortSignal | undefined; onProgress?: (done: number) => void } = {},
  fetch: (address: string) => Promise<unknown> = (address) => fetchImage(address, { allowsPrivate: () => false }),
): Promise<Map<string, string>> {
  const unreachable = new Map<string, string>();
  const queue = [...addresses].values();
  let done = 0;
  const work = async () => {
    for (const address of queue) {
      signal?.throwIfAborted();
      try {
        await fetch(address);
      } catch (error) {
        if (!(error instanceof FetchError)) throw error;
        unreachable.set(address, whyNotFetched(error.fault));
      }
      onProgress?.(++done);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return unreachable;
}
