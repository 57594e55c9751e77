import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { LooseMessage } from '../dataset/example.ts';
import { wholeOffset, type ElidedLine } from './elide.ts';

/** A start that is never met again is not worth finding: after so many the search ends. */
const MOST_ATTEMPTS = 20;
const COMMA = 0x2c;

interface Start {
  /** Of the line, up to and with its last shared message. */
  bytes: Buffer;
  /** What stands before its messages, as JSON text. */
  opening: string;
  messages: LooseMessage[];
  /** All of it without its base64. */
  elided: Pick<ElidedLine, 'text' | 'shifts'>;
}

/** What remains to be read of a line that begins as others did. */
export interface Rest {
  bytes: Buffer;
  messages: readonly LooseMessage[];
  /** The whole line as JSON, from the remaining text. */
  complete(text: string): string;
  /** The whole line without its base64, for places in it. */
  whole(rest: ElidedLine): ElidedLine;
}

/**
 * The messages that line after line begins with (system prompt and few-shot examples). They are most of a file; known
 * again by one comparison of bytes, they are neither searched, parsed nor measured a second time.
 */
export class RepeatedStart {
  private start: Start | undefined;
  private previous: readonly (string | undefined)[] = [];
  private attempts = 0;

  /** `undefined` for a line that begins otherwise. */
  rest(line: Buffer): Rest | undefined {
    const { start } = this;
    if (start?.bytes.length === undefined || line[start.bytes.length] !== COMMA) return undefined;
    const { bytes, opening, messages, elided } = start;
    if (line.compare(bytes, 0, bytes.length, 0, bytes.length) !== 0) return undefined;
    return {
      bytes: line.subarray(bytes.length + 1),
      messages,
      // numbers hold the places of the known messages, so that the others are counted right
      complete: (text) => opening + '0,'.repeat(messages.length) + text,
      whole: ({ text, payloads, shifts }) => {
        const behind = elided.text.length + 1;
        return {
          text: `${elided.text},${text}`,
          payloads,
          shifts: [...elided.shifts, ...shifts.map(({ from, by }) => ({ from: from + behind, by }))],
        };
      },
    };
  }

  /**
   * Compares a line that was read in full with the one before it.
   * @param prints of its messages, equal for equal ones
   */
  learn(line: Buffer, elided: ElidedLine, messages: LooseMessage[], prints: readonly (string | undefined)[]): void {
    const different = prints.findIndex((print, index) => print === undefined || print !== this.previous[index]);
    this.previous = prints;
    const shared = Math.min(different < 0 ? prints.length : different, prints.length - 1);
    if (shared < 1 || this.attempts >= MOST_ATTEMPTS) return;
    this.attempts++;
    const root = parseTree(elided.text);
    const list = root && findNodeAtLocation(root, ['messages']);
    const last = list?.children?.[shared - 1];
    if (!list || !last) return;
    const { text, shifts } = elided;
    const end = last.offset + last.length;
    // what was taken out is ASCII: as many bytes as characters
    const bytesToEnd = Buffer.byteLength(text.slice(0, end)) + wholeOffset(end, shifts) - end;
    this.start = {
      bytes: Buffer.from(line.subarray(0, bytesToEnd)),
      opening: text.slice(0, list.offset + 1),
      messages: messages.slice(0, shared),
      elided: { text: text.slice(0, end), shifts: shifts.filter(({ from }) => from <= end) },
    };
  }
}
