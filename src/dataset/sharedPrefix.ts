import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { ByteSource } from './byteSource.ts';
import { readExample } from './example.ts';
import { scanLines, type ScanOptions } from './lineIndex.ts';

/** The messages that every example of a file begins with: system prompt and few-shot examples. */
export interface SharedPrefix {
  /** Leading messages that all examples share, byte for byte. 0 when they share none. */
  messages: number;
  /** Examples compared; lines that are no conversation are not. */
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
      const fits = fitting(bytes, first, ends, shared);
      // what is no conversation shares nothing with one: what is wrong with it is the linter's business
      if (fits < shared && !isConversation(bytes)) return;
      examples++;
      shared = fits;
    },
    options,
  );
  return { messages: examples > 1 ? shared : 0, examples };
}

/** Of the first `most` messages of the first example, those a line begins with. */
function fitting(line: Buffer, first: Buffer, ends: readonly number[], most: number): number {
  for (let fits = most; fits > 0; fits--) {
    const end = ends[fits - 1] ?? 0;
    // the byte behind must be the comma before another message, or the example ends where the prefix does
    if (line.length > end && line.compare(first, 0, end + 1, 0, end + 1) === 0) return fits;
  }
  return 0;
}

function isConversation(line: Buffer): boolean {
  const example = readExample(line.toString('utf8'));
  return example.kind === 'chat' && example.messages.length > 0;
}

function messageEnds(text: string): number[] {
  const root = parseTree(text);
  const messages = root && findNodeAtLocation(root, ['messages']);
  const nodes = messages?.type === 'array' ? (messages.children ?? []) : [];
  return nodes.slice(0, -1).map((node) => Buffer.byteLength(text.slice(0, node.offset + node.length)));
}
