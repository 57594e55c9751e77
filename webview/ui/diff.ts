/** `added` stands in the answer and not in the reference, `missing` the other way round. `space` follows the text. */
export interface DiffPart {
  kind: 'same' | 'added' | 'missing';
  text: string;
  space: string;
}

interface Word {
  text: string;
  space: string;
}

/** Above this many pairs of words the middle is one replacement: no one reads such a difference word by word. */
const PAIRS = 1_000_000;

const words = new Intl.Segmenter(undefined, { granularity: 'word' });

function wordsOf(text: string): Word[] {
  const found: Word[] = [];
  for (const { segment } of words.segment(text)) {
    const last = found.at(-1);
    if (last && /^\s+$/.test(segment)) last.space += segment;
    else found.push({ text: segment, space: '' });
  }
  return found;
}

/** Lengths of the longest common subsequence of the two rests, for each pair of places. */
function commonLengths(a: Word[], b: Word[]): Uint32Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = table[i];
      if (row)
        row[j] =
          a[i]?.text === b[j]?.text
            ? (table[i + 1]?.[j + 1] ?? 0) + 1
            : Math.max(table[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  return table;
}

function middle(a: Word[], b: Word[], push: (kind: DiffPart['kind'], word: Word) => void): void {
  const table = a.length * b.length <= PAIRS ? commonLengths(a, b) : undefined;
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i];
    const right = b[j];
    if (table && left && right && left.text === right.text) {
      push('same', { text: left.text, space: left.space || right.space });
      i++;
      j++;
    } else if (left && (!right || !table || (table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0))) {
      push('added', left);
      i++;
    } else if (right) {
      push('missing', right);
      j++;
    }
  }
}

/**
 * Words of an answer against those of the reference; letters and case count as they are.
 * Of a replacement, what the answer says comes first.
 */
export function wordDiff(answer: string, reference: string): DiffPart[] {
  const a = wordsOf(answer);
  const b = wordsOf(reference);
  const same = (i: number, j: number) => a[i]?.text === b[j]?.text;
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && same(start, start)) start++;
  let end = 0;
  while (end < shorter - start && same(a.length - 1 - end, b.length - 1 - end)) end++;

  const parts: DiffPart[] = [];
  const push = (kind: DiffPart['kind'], word: Word) => {
    const last = parts.at(-1);
    if (last?.kind === kind) {
      last.text += last.space + word.text;
      last.space = word.space;
    } else {
      if (last && last.space === '' && last.kind !== 'same' && kind !== 'same') last.space = ' ';
      parts.push({ kind, ...word });
    }
  };
  const pushSame = (i: number, j: number) => {
    const word = a[i];
    if (word) push('same', { text: word.text, space: word.space || (b[j]?.space ?? '') });
  };
  for (let k = 0; k < start; k++) pushSame(k, k);
  middle(a.slice(start, a.length - end), b.slice(start, b.length - end), push);
  for (let k = end; k > 0; k--) pushSame(a.length - k, b.length - k);
  return parts;
}
