import { isAscii } from 'node:buffer';
import { BASE64_MARK } from '../dataset/dataUrl.ts';

/** Base64 and other long unbroken words. */
const LONG_WORD = /[A-Za-z0-9+/=_-]{41,}/g;
const KEPT = 12;
const BEFORE = 40;
const WIDTH = 110;
/** More of the line than this on either side is never shown: long words are cut short. */
const AROUND = 600;

/** A line as a text, of which only some is looked at. */
export interface LongText {
  /** Nothing before this is at hand; 0 where it is left out. */
  begins?: number;
  slice(from: number, to: number): string;
  lastIndexOf(text: string, from: number): number;
}

/** Bytes of a line; of pure ASCII nothing is copied but what is looked at. */
export function longText(bytes: Buffer): LongText {
  return isAscii(bytes) ? asciiText(bytes) : bytes.toString('utf8').replace(/^\ufeff/, '');
}

/** More before a place than this is only looked at where base64 began further away. */
const BEFORE_PLACE = 8192;

/**
 * What of a line of pure ASCII is looked at for a place in it: bytes `from` to `to`.
 * @param column from 1
 */
export function bytesAround(column: number, length: number): { from: number; to: number } {
  return { from: Math.max(0, column - BEFORE_PLACE), to: Math.min(length, column + AROUND) };
}

/** @param bytes those of `bytesAround`. @returns nothing where they are all base64: its beginning is wanted then */
export function textAround(bytes: Buffer, from: number, column: number): LongText | undefined {
  const text = asciiText(bytes, from);
  return from === 0 || text.lastIndexOf('"', column - 1) >= 0 ? text : undefined;
}

/** @param start of the bytes in their line */
function asciiText(bytes: Buffer, start = 0): LongText {
  return {
    begins: start,
    slice: (from, to) => bytes.toString('latin1', Math.max(0, from - start), Math.max(0, to - start)),
    lastIndexOf(text, from) {
      const found = from < start ? -1 : bytes.lastIndexOf(text, from - start, 'latin1');
      return found < 0 ? -1 : found + start;
    },
  };
}

/**
 * The place of a finding as two lines: the text around it with base64 cut short, and carets below.
 * @param column from 1; `endColumn` is behind the last character
 */
export function codeFrame(whole: LongText, place: { column: number; endColumn: number }): string {
  const { line, passed } = wordsAround(whole, place.column);
  const [column, endColumn] = [place.column - passed, place.endColumn - passed];
  let text = '';
  let copied = 0;
  let [start, end] = [column - 1, endColumn - 1];
  for (const { 0: word, index } of line.matchAll(LONG_WORD)) {
    text += `${line.slice(copied, index + KEPT)}…`;
    copied = index + word.length;
    const [first, removed] = [index + KEPT, word.length - KEPT - 1];
    start -= Math.max(0, Math.min(removed, column - 1 - first));
    end -= Math.max(0, Math.min(removed, endColumn - 1 - first));
  }
  text += line.slice(copied);
  const from = Math.max(0, start - BEFORE);
  const cut = from > 0 || passed > 0;
  const clean = (from: number, to: number) =>
    text
      .slice(from, to)
      .toWellFormed()
      .replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, ' ');
  const to = from + WIDTH;
  const shown = `${cut ? '…' : ''}${clean(from, to)}${to < text.length ? '…' : ''}`;
  const indent = columnsOf(clean(from, start)) + (cut ? 1 : 0);
  const carets = Math.max(1, columnsOf(clean(start, Math.min(end, to))));
  return `${shown}\n${' '.repeat(indent)}${'^'.repeat(carets)}`;
}

/**
 * Lines have megabytes: only the words around a place are looked through. Of base64 before it the beginning tells enough.
 * @returns the words, and how many characters of the line are left out before the place
 */
function wordsAround(whole: LongText, column: number): { line: string; passed: number } {
  const start = Math.max(whole.begins ?? 0, whole.lastIndexOf('"', Math.max(0, column - AROUND)));
  const near = Math.max(start, column - AROUND);
  const rest = whole.slice(near, column + AROUND);
  const head = whole.slice(start, Math.min(near, start + AROUND));
  return near - start > AROUND && head.includes(BASE64_MARK)
    ? { line: head + rest, passed: near - head.length }
    : { line: whole.slice(start, near) + rest, passed: start };
}

const WIDE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;

/** Columns of a terminal: two for East Asian letters and emoji, none for marks on a letter. */
function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += /^\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return columns;
}
