import { openFile, type ByteSource } from '../dataset/byteSource.ts';
import type { Purpose } from '../dataset/purpose.ts';
import type { ScanOptions } from '../dataset/lineIndex.ts';
import type { DeepFacts } from './imagePool.ts';
import type { Known } from './lintRun.ts';
import { OtherSplit } from './otherSplit.ts';

/** What a lint looks at beside the lines themselves. */
export interface Depth {
  /** `deep` decodes every distinct image, and knows again those that look the same. */
  depth?: 'fast' | 'deep' | undefined;
  /** The other splits of the data: where they lie, and as what they are named. */
  against?: readonly Against[] | undefined;
  /** Asks every web address whether it gives an image. */
  checkUrls?: boolean | undefined;
}

/** Another split. */
export interface Against {
  path: string;
  /** As it is named. */
  file: string;
  /** By its name where it is not given. */
  purpose?: Purpose | undefined;
}

/** How far it is, and with what. */
export type Progress = (fraction: number, message: string) => void;

/**
 * Finds out what has to be known before the lines are judged.
 * @param decoded images that were decoded before, by their digests; what is found is added
 * Rejects with Node's error where another split cannot be read, with an `AbortError` when cancelled.
 */
export async function findOut(
  source: ByteSource,
  { depth, against = [], checkUrls }: Depth,
  decoded: Map<string, DeepFacts>,
  { signal, onProgress }: { signal?: AbortSignal | undefined; onProgress?: Progress | undefined } = {},
): Promise<Known> {
  const scan = (from: ByteSource, message: string): ScanOptions => ({
    signal,
    onProgress: (bytes) => onProgress?.(from.size === 0 ? 1 : bytes / from.size, message),
  });
  if (depth === 'deep') {
    const { decodeImages } = await import('./decodeImages.ts');
    await decodeImages(source, decoded, scan(source, 'decoding images'));
  }
  const others: OtherSplit[] = [];
  for (const { path, file, purpose } of against) {
    const other = await openFile(path);
    try {
      if (depth === 'deep') {
        const { decodeImages } = await import('./decodeImages.ts');
        await decodeImages(other, decoded, scan(other, `decoding images of ${file}`));
      }
      others.push(await OtherSplit.read(other, file, decoded, { ...scan(other, `reading ${file}`), purpose }));
    } finally {
      await other.close();
    }
  }
  if (!checkUrls) return { against: others, decoded };
  const { addressesOf, reachAddresses } = await import('./reachAddresses.ts');
  const addresses = await addressesOf(source, { signal });
  const onReached = (done: number) => onProgress?.(done / addresses.size, 'asking for images');
  const unreachable = await reachAddresses(addresses, { signal, onProgress: onReached });
  return { against: others, decoded, unreachable };
}
