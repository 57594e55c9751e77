import { isDeepStrictEqual } from 'node:util';
import type { Deviation } from './deviation.ts';
import { readExample, textOf, type LooseMessage, type LoosePart } from './example.ts';
import { messageEnds } from './sharedPrefix.ts';

/** The beginning that most lines of a file share, as it is written. */
export class KnownPrefix {
  readonly messages: readonly LooseMessage[];
  private readonly text: string;
  /** Behind each of its messages, in characters of the text. */
  private readonly ends: readonly number[];

  /** @param line text of a line that begins with them  @param count how many messages they are */
  constructor(line: string, count: number) {
    this.ends = messageEnds(line).slice(0, count);
    this.text = line.slice(0, this.ends.at(-1) ?? 0);
    const example = readExample(line);
    this.messages = example.kind === 'chat' ? example.messages.slice(0, count) : [];
  }

  /** Whether a line begins with all of them: one comparison of memory. */
  begins(line: string): boolean {
    return line[this.text.length] === ',' && line.startsWith(this.text);
  }

  /** What the messages of a line differ in; `undefined` when it begins with all of them. */
  deviation(line: string, messages: readonly LooseMessage[]): Deviation | undefined {
    if (this.begins(line)) return undefined;
    const same = this.ends.findIndex((end) => !line.startsWith(this.text.slice(0, end)));
    // all of them are there, and then the example ends
    const at = same < 0 ? this.ends.length : same;
    const [usual, own] = [this.messages[at], messages[at]];
    if (!usual || !own) return { message: at, how: 'missing', ...(usual && { expected: usual.role }) };
    return { message: at, ...difference(usual, own) };
  }
}

function difference(usual: LooseMessage, own: LooseMessage): Omit<Deviation, 'message'> {
  if (usual.role !== own.role) return { how: 'role', expected: usual.role };
  if (textOf(usual) !== textOf(own)) return { how: 'text', expected: textOf(usual) };
  if (imagesOf(usual).join(' ') !== imagesOf(own).join(' ')) return { how: 'images' };
  return { how: sameValue(usual.value, own.value) ? 'spelling' : 'other' };
}

function sameValue(one: unknown, other: unknown): boolean {
  try {
    return isDeepStrictEqual(one, other);
  } catch {
    // nested deeper than the stack reaches: whether they are equal is not told
    return false;
  }
}

const imagesOf = ({ parts }: LooseMessage) =>
  parts.flatMap((part: LoosePart) => (part.type === 'image' ? part.url : []));
