/** A stretch of a text: as it is, or one character that would not be seen. */
export type Stretch = { text: string } | { hidden: string; code: string; name: string };

/** What Unicode calls those that matter most; any other is named by its kind. */
const NAMES: Readonly<Record<number, string>> = {
  0x0000: 'null',
  0x0008: 'backspace',
  0x001b: 'escape',
  0x007f: 'delete',
  0x00ad: 'soft hyphen',
  0x061c: 'Arabic letter mark',
  0x200b: 'zero width space',
  0x200c: 'zero width non-joiner',
  0x200d: 'zero width joiner',
  0x200e: 'left-to-right mark',
  0x200f: 'right-to-left mark',
  0x2028: 'line separator',
  0x2029: 'paragraph separator',
  0x202a: 'left-to-right embedding',
  0x202b: 'right-to-left embedding',
  0x202c: 'pop directional formatting',
  0x202d: 'left-to-right override',
  0x202e: 'right-to-left override',
  0x2060: 'word joiner',
  0x2066: 'left-to-right isolate',
  0x2067: 'right-to-left isolate',
  0x2068: 'first strong isolate',
  0x2069: 'pop directional isolate',
  0xfeff: 'byte order mark',
};

/** Controls but tab and line ends, formats, halves of a character, and letters without a shape. */
const HIDDEN = /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]--[\t\n\r]]|\r(?!\n)|\u115f|\u1160|\u17b4|\u17b5|\u3164|\uffa0/gv;
/** Signs that stand before a number or a word and are seen there, formats by their class all the same. */
const SEEN = /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2]/;
/** Scripts whose letters are joined or kept apart by the two joiners. */
const JOINING =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Mongolian}]$/u;
const PICTURE = /(?:[\p{Emoji}--[0-9#*]]|\ufe0f)$/v;
const FLAG = /\u{1f3f4}[\u{e0020}-\u{e007f}]*$/u;

/** Whether the character does what it is for, between letters or inside an emoji. */
function belongs(hidden: string, before: string, after: string): boolean {
  if (hidden === '\u200d')
    return JOINING.test(before) || (PICTURE.test(before) && /^[\p{Emoji}--[0-9#*]]/v.test(after));
  if (hidden === '\u200c') return JOINING.test(before);
  if (SEEN.test(hidden)) return true;
  return /^[\u{e0020}-\u{e007f}]$/u.test(hidden) && FLAG.test(before);
}

/** A text with the characters that would not be seen, or that turn others round, told apart. */
export function stretchesOf(text: string): Stretch[] {
  const found: Stretch[] = [];
  let from = 0;
  for (const { 0: hidden, index } of text.matchAll(HIDDEN)) {
    const end = index + hidden.length;
    if (belongs(hidden, text.slice(Math.max(0, index - 16), index), text.slice(end, end + 2))) continue;
    if (index > from) found.push({ text: text.slice(from, index) });
    const code = hidden.codePointAt(0) ?? 0;
    found.push({ hidden, code: codeOf(code), name: NAMES[code] ?? kindOf(code) });
    from = end;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}

const codeOf = (code: number) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;

function kindOf(code: number): string {
  if (code >= 0xd800 && code <= 0xdfff) return 'half of a character';
  if (code === 0x0d) return 'carriage return';
  if (code < 0xa0) return 'control character';
  return code >= 0xe0000 ? 'tag' : 'invisible character';
}
