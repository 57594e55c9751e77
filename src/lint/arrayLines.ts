import { readChunks, type ByteSource } from '../dataset/byteSource.ts';
import { MAX_LINE_BYTES, type ScanOptions } from '../dataset/lineIndex.ts';

const [QUOTE, BACKSLASH, OPEN, CLOSE] = [0x22, 0x5c, 0x5b, 0x5d];
const [BRACE, END_BRACE, COMMA] = [0x7b, 0x7d, 0x2c];
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** A file that is no array of examples after all; the message says where, in one sentence. */
export class NoArray extends Error {}

/**
 * Reads one JSON array, or JSON values spread over several lines one behind the other, and hands out each value on one
 * line: line breaks and the indentation behind them go, everything else stays byte for byte. Holds one value at a time.
 * Rejects with `NoArray` where the file is no such thing; what was handed out until then is not all.
 * @returns how many values there are
 */
export async function linesOfArray(
  source: ByteSource,
  write: (line: Buffer) => Promise<void>,
  { signal, onProgress }: ScanOptions = {},
): Promise<number> {
  let [depth, base, count] = [0, 0, 0];
  let [inString, escaped, ended] = [false, false, false];
  let pieces: Buffer[] = [];
  let held = 0;
  const hold = (piece: Buffer) => {
    pieces.push(Buffer.from(piece));
    held += piece.length;
    if (held > MAX_LINE_BYTES) throw new NoArray('An example of this array is too long to stand on one line.');
  };
  for await (const { chunk, position } of readChunks(source)) {
    signal?.throwIfAborted();
    let begun = 0;
    for (let at = position === 0 && chunk.subarray(0, 3).equals(MARK) ? 3 : 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
      } else if (depth > base) {
        if (byte === QUOTE) inString = true;
        else if (byte === BRACE || byte === OPEN) depth++;
        else if ((byte === END_BRACE || byte === CLOSE) && --depth === base) {
          hold(chunk.subarray(begun, at + 1));
          await write(onOneLine(Buffer.concat(pieces), count + 1));
          [pieces, held] = [[], 0];
          count++;
        }
      } else if (isBlank(byte) || (byte === COMMA && count > 0 && !ended)) continue;
      else if (byte === OPEN && count === 0 && base === 0) base = depth = 1;
      else if (byte === CLOSE && base === 1 && !ended) ended = true;
      else if ((byte === BRACE || byte === OPEN) && !ended) [begun, depth] = [at, depth + 1];
      else throw new NoArray(`Byte ${position + at + 1} of the file is no part of an array of examples.`);
    }
    if (depth > base) hold(chunk.subarray(begun));
    onProgress?.(position + chunk.length);
  }
  if (depth > base || (base === 1 && !ended)) throw new NoArray('The array in this file is cut off.');
  return count;
}

const isBlank = (byte: number) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

function onOneLine(value: Buffer, number: number): Buffer {
  // each character a byte: so every byte stays, whatever it is
  const text = value.toString('latin1');
  try {
    JSON.parse(text);
  } catch {
    throw new NoArray(`Example ${number} of this array is not JSON.`);
  }
  // what is JSON has no line break inside a string, so all of them may go
  return Buffer.from(text.replace(/[\r\n][ \t\r\n]*/g, ''), 'latin1');
}
