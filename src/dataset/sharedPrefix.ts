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

/** The messages that most examples of a file begin with; the others deviate. */
export interface CommonPrefix extends SharedPrefix {
  /** How many of the examples begin with them. */
  sharing: number;
  /** A line, from 0, that begins with them. */
  line: number;
}

/** Of the examples, so many make a beginning the usual one. */
const MOST = 0.8;

/**
 * How many leading messages all examples share. Bytes are compared, not values: files are written by one program,
 * and a comparison of memory costs nothing beside parsing. The last message of the shortest example is never shared.
 */
export async function findSharedPrefix(source: ByteSource, options: ScanOptions = {}): Promise<SharedPrefix> {
  const { messages, examples } = (await compareLines(source, 0, 1, options)).common;
  return { messages, examples };
}

/** The same of most examples (four of five), so that one that was altered does not hide what the others share. */
export async function findCommonPrefix(source: ByteSource, options: ScanOptions = {}): Promise<CommonPrefix> {
  const { common, next } = await compareLines(source, 0, MOST, options);
  // the first example may be the one that deviates: what the two behind it share tells
  if (next === undefined || next.shared <= common.messages) return common;
  const again = await compareLines(source, next.line, MOST, options);
  return again.common.messages > common.messages ? again.common : common;
}

interface Compared {
  common: CommonPrefix;
  /** The second example, and how many messages it shares with the third. */
  next: { line: number; shared: number } | undefined;
}

/** Compares every example with the first one from line `from` on. */
async function compareLines(source: ByteSource, from: number, share: number, options: ScanOptions): Promise<Compared> {
  let first: Reference | undefined;
  let second: Reference | undefined;
  let next: Compared['next'];
  /** Examples by how many messages they share with the first. */
  const counts: number[] = [];
  let examples = 0;
  /** Leading messages that enough of the examples share so far. */
  let level = 0;
  const count = (fits: number) => {
    examples++;
    counts[fits] = (counts[fits] ?? 0) + 1;
    for (level = counts.length - 1; level > 0 && sharingOf(counts, level) < share * examples; level--);
  };
  await scanLines(
    source,
    ({ bytes, index }) => {
      if (!bytes || bytes.length === 0) return;
      if (first === undefined && index >= from) {
        first = referenceOf(bytes, index);
        if (first) count(first.ends.length);
        return;
      }
      const fits = first ? fitting(bytes, first) : 0;
      // what is no conversation shares nothing with one: what is wrong with it is the linter's business
      if (fits < level && !isConversation(bytes)) return;
      count(fits);
      if (second === undefined) second = referenceOf(bytes, index);
      else next ??= { line: second.line, shared: fitting(bytes, second) };
    },
    options,
  );
  const common = { messages: examples > 1 ? level : 0, examples, sharing: sharingOf(counts, level) };
  return { common: { ...common, line: first?.line ?? 0 }, next };
}

const sharingOf = (counts: readonly number[], level: number): number =>
  counts.slice(level).reduce((sum, count) => sum + count, 0);

interface Reference {
  line: number;
  bytes: Buffer;
  /** Byte offset behind each message, the last one left out. */
  ends: number[];
}

function referenceOf(bytes: Buffer, line: number): Reference | undefined {
  if (!isConversation(bytes)) return undefined;
  const text = bytes.toString('utf8');
  const ends = messageEnds(text).slice(0, -1);
  return { line, bytes: Buffer.from(bytes), ends: ends.map((end) => Buffer.byteLength(text.slice(0, end))) };
}

/** Of the messages of the reference, those a line begins with. */
function fitting(line: Buffer, { bytes, ends }: Reference): number {
  for (let fits = ends.length; fits > 0; fits--) {
    const end = ends[fits - 1] ?? 0;
    // the byte behind must be the comma before another message, or the example ends where the prefix does
    if (line.length > end && line.compare(bytes, 0, end + 1, 0, end + 1) === 0) return fits;
  }
  return 0;
}

function isConversation(line: Buffer): boolean {
  const example = readExample(line.toString('utf8'));
  return example.kind === 'chat' && example.messages.length > 0;
}

/** The place behind each message of a line, in characters. */
export function messageEnds(text: string): number[] {
  let root;
  try {
    root = parseTree(text);
  } catch {
    // nested deeper than the stack reaches
    return [];
  }
  const messages = root && findNodeAtLocation(root, ['messages']);
  const nodes = messages?.type === 'array' ? (messages.children ?? []) : [];
  return nodes.map((node) => node.offset + node.length);
}
