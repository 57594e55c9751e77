import { isAscii } from 'node:buffer';
import { BASE64_MARK } from './dataUrl.ts';

/** Shorter ones stay: they cost nothing, and a word behind a mark is no picture. */
const SHORTEST = 256;
const MARK_BYTES = Buffer.from(BASE64_MARK);
const QUOTE = 0x22;
const SPACE = 0x20;
const BACKSLASH = 0x5c;
/** What stands behind the mark, up to the end of its text: printable, no blank, no backslash. */
const PAYLOAD_AT_END = new RegExp(`(${BASE64_MARK})[!-\\[\\]-~]{${SHORTEST},}$`);
const PAYLOAD_IN_LINE = new RegExp(`(?<=${BASE64_MARK})[!#-\\[\\]-~]{${SHORTEST},}(?="|$)`);

/** The bytes of a JSON line as text, the base64 of its pictures left out; it parses as the whole line does. */
export function lineWithoutBase64(line: Buffer): string {
  let text = '';
  let copied = 0;
  for (let mark = line.indexOf(MARK_BYTES); mark >= 0; mark = line.indexOf(MARK_BYTES, mark)) {
    const start = mark + MARK_BYTES.length;
    const end = line.indexOf(QUOTE, start);
    if (end < 0) break;
    mark = start;
    if (end - start < SHORTEST) continue;
    const payload = line.subarray(start, end);
    if (!isAscii(payload) || payload.includes(SPACE) || payload.includes(BACKSLASH)) continue;
    text += line.toString('utf8', copied, start);
    copied = mark = end;
  }
  return text + line.toString('utf8', copied);
}

/** A text of a message without the base64 that ends it: nobody looks for letters inside a picture. */
export function textWithoutBase64(text: string): string {
  return text.includes(BASE64_MARK) ? text.replace(PAYLOAD_AT_END, '$1') : text;
}

/** What a line that is no JSON holds between its pictures. */
export function piecesWithoutBase64(text: string): string[] {
  return text.includes(BASE64_MARK) ? text.split(PAYLOAD_IN_LINE) : [text];
}
