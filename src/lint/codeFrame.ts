/** Base64 and other long unbroken words. */
const LONG_WORD = /[A-Za-z0-9+/=_-]{41,}/g;
const KEPT = 12;
const BEFORE = 40;
const WIDTH = 110;
/** More of the line than this on either side is never shown: long words are cut short. */
const AROUND = 600;

/**
 * The place of a finding as two lines: the text around it with base64 cut short, and carets below.
 * @param column from 1; `endColumn` is behind the last character
 */
export function codeFrame(whole: string, place: { column: number; endColumn: number }): string {
  // lines have megabytes: only the words around the place are looked through
  const skipped = Math.max(0, whole.lastIndexOf('"', Math.max(0, place.column - AROUND)));
  const line = whole.slice(skipped, place.column + AROUND);
  const [column, endColumn] = [place.column - skipped, place.endColumn - skipped];
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
  const window = text.slice(from, from + WIDTH).replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, ' ');
  const cut = from > 0 || skipped > 0;
  const shown = `${cut ? '…' : ''}${window}${from + WIDTH < text.length ? '…' : ''}`;
  const indent = start - from + (cut ? 1 : 0);
  const carets = Math.max(1, Math.min(end, from + WIDTH) - start);
  return `${shown}\n${' '.repeat(indent)}${'^'.repeat(carets)}`;
}
