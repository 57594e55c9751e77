/** At this similarity or below an answer scores nothing (Biten et al. 2019, "Scene Text Visual Question Answering"). */
const THRESHOLD = 0.5;

/** 1 - normalised Levenshtein distance of the trimmed, case-folded texts; 0 where that is 0.5 or less. From 0 to 1. */
export function anls(predicted: string, reference: string): number {
  const [a, b] = [fold(predicted), fold(reference)];
  const longest = Math.max(a.length, b.length);
  if (longest === 0) return 1;
  const similarity = 1 - levenshtein(a, b) / longest;
  return similarity > THRESHOLD ? similarity : 0;
}

const fold = (text: string) => Array.from(text.trim().toLowerCase());

function levenshtein(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, char] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries())
      next.push(Math.min((row[j] ?? 0) + (char === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    row = next;
  }
  return row[b.length] ?? 0;
}
