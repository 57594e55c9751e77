import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { ByteSource } from '../dataset/byteSource.ts';
import { scanLines, type ScanOptions } from '../dataset/lineIndex.ts';
import { whyNotDrawn } from '../images/drawable.ts';
import { perceptualHash } from '../images/perceptualHash.ts';
import type { DeepFacts, LookedAt } from './imagePool.ts';
import { LineReader } from './lineReader.ts';

/** Bytes of images that wait to be decoded; decoded pictures come on top. */
const MOST_WAITING = 32 * 1024 * 1024;

/**
 * Decodes every distinct image of a file once, on all cores, except those that are known.
 * @param known of images by their digests; what is found is added
 */
export async function decodeImages(
  source: ByteSource,
  known: Map<string, DeepFacts>,
  scan: ScanOptions = {},
): Promise<void> {
  const running = new Set<Promise<void>>();
  let waiting = 0;
  const decode = async (digest: string, bytes: Buffer) => {
    waiting += bytes.length;
    known.set(digest, await deepFacts(bytes));
    waiting -= bytes.length;
  };
  const onNew = ({ base64, digest, facts }: LookedAt, bytes: Buffer) => {
    // what its header shows as broken, or as too large, is told without decoding
    if (!base64 || facts.fault !== undefined || known.has(digest) || whyNotDrawn(facts)) return;
    const task: Promise<void> = decode(digest, Buffer.from(bytes)).finally(() => running.delete(task));
    running.add(task);
  };
  const reader = new LineReader(randomUUID().replaceAll('-', ''), { formula: -1, onNew });
  const most = availableParallelism() + 1;
  await scanLines(
    source,
    async (scanned) => {
      reader.read(scanned);
      while (running.size > most || waiting > MOST_WAITING) await Promise.race(running);
    },
    scan,
  );
  await Promise.all(running);
}

async function deepFacts(bytes: Buffer): Promise<DeepFacts> {
  try {
    const hash = await perceptualHash(bytes);
    return hash ? { hash } : {};
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    // the decoder's first line tells; the others repeat it
    return { fault: `cannot be decoded (${said.split('\n')[0]?.trim() ?? ''})` };
  }
}
