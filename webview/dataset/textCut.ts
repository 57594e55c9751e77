/** A text longer than this shows its beginning alone until it is opened. */
const LONG = { lines: 20, characters: 2000 };
/** What is then shown of it. */
const BEGINNING = { lines: 12, characters: 1200 };
/** So much more is shown at a time of a text that would hold the page up. */
export const MORE = 100_000;
/** The longest text that is edited in place. */
export const LONGEST_EDITED = 200_000;

export function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

export const isLong = (text: string): boolean => text.length > LONG.characters || countLines(text) > LONG.lines;

/** Where the beginning of a long text ends, in characters: behind a line or a word, never inside a character. */
export function beginningOf(text: string): number {
  let end = -1;
  for (let line = 0; line < BEGINNING.lines; line++) {
    const next = text.indexOf('\n', end + 1);
    if (next < 0 || next > BEGINNING.characters) return end > 0 ? end : wholeCharacters(text, BEGINNING.characters);
    end = next;
  }
  return end;
}

/** A character is thought to be no longer than this. */
const NEAR = 64;
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The last place up to `most` where a text can be cut: behind a blank where one is near, else behind a character. */
export function wholeCharacters(text: string, most: number): number {
  if (text.length <= most) return text.length;
  const blank = text.lastIndexOf(' ', most);
  if (blank > most - 80) return blank + 1;
  // the character that lies across the place, if it is not endless marks
  const from = Math.max(0, most - NEAR);
  const start = characters.segment(text.slice(from, most + NEAR)).containing(most - from)?.index ?? 0;
  return start > 0 ? from + start : most;
}
