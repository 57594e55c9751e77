import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { ByteSource } from './byteSource.ts';
import { scanLines, type ScanOptions } from './lineIndex.ts';

/** The messages that every example of a file begins with: system prompt and few-shot examples. */
export interface SharedPrefix {
  /** Leading messages that all examples share, byte for byte. 0 when they share none. */
  messages: number;
  /** Examples compared; blank and broken lines are not. */
  examples: number;
}

/**
 * How many leading messages all examples share. Bytes are compared, not values: files are written by one program,
 * and a comparison of memory costs nothing beside parsing. The last message of the shortest example is never shared.
 */
export async function findSharedPrefix(source: ByteSource, options: ScanOptions = {}): Promise<SharedPrefix> {
  let first: Buffer | undefined;
  /** Byte offset behind each message of the first example, its last one left out. */
  let ends: number[] = [];
  let shared = 0;
  let examples = 0;
  await scanLines(
    source,
    ({ bytes }) => {
      if (!bytes || bytes.length === 0) return;
      if (first === undefined) {
        ends = messageEnds(bytes.toString('utf8'));
        if (ends.length === 0) return;
        first = Buffer.from(bytes);
        shared = ends.length;
      }
      examples++;
      for (let end = ends[shared - 1]; end !== undefined; end = ends[--shared - 1])
        // the byte behind must be the comma before another message, or the example ends where the prefix does
        if (bytes.length > end && bytes.compare(first, 0, end + 1, 0, end + 1) === 0) break;
    },
    options,
  );
  return { messages: examples > 1 ? Math.max(0, shared) : 0, examples };
}

function messageEnds(text: string): number[] {
  const root = parseTree(text);
  const messages = root && findNodeAtLocation(root, ['messages']);
  const nodes = messages?.type === 'array' ? (messages.children ?? []) : [];
  return nodes.slice(0, -1).map((node) => Buffer.byteLength(text.slice(0, node.offset + node.length)));
}
