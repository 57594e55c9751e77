/** At this similarity or below an answer scores nothing (Biten et al. 2019, "Scene Text Visual Question Answering"). */
const THRESHOLD = 0.5;

/** 1 - normalised Levenshtein distance of the trimmed, case-folded texts; 0 where that is 0.5 or less. From 0 to 1. */
export function anls(predicted: string, reference: string): number {
  // most answers are equal, and need no table
  if (predicted === reference) return 1;
  const [a, b] = [fold(predicted), fold(reference)];
  const longest = Math.max(a.length, b.length);
  if (longest === 0) return 1;
  // the distance is at least the difference in length
  if (1 - Math.abs(a.length - b.length) / longest <= THRESHOLD) return 0;
  const similarity = 1 - levenshtein(a, b) / longest;
  return similarity > THRESHOLD ? similarity : 0;
}

/** Code points, trimmed and in lower case. */
function fold(text: string): number[] {
  const points: number[] = [];
  for (const char of text.trim().toLowerCase()) points.push(char.codePointAt(0) ?? 0);
  return points;
}

function levenshtein(a: readonly number[], b: readonly number[]): number {
  const row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 0; i < a.length; i++) {
    const point = a[i];
    let diagonal = i;
    let left = i + 1;
    row[0] = left;
    for (let j = 0; j < b.length; j++) {
      const above = row[j + 1] ?? 0;
      left = Math.min(diagonal + (point === b[j] ? 0 : 1), above + 1, left + 1);
      diagonal = above;
      row[j + 1] = left;
    }
  }
  return row[b.length] ?? 0;
}
