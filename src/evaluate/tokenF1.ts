/** Lower case, no punctuation, no articles (the normalisation of SQuAD's evaluation script). */
function tokens(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/[!-/:-@[-`{-~]/g, '')
    .replace(/(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu, ' ')
    .split(/\s+/)
    .filter((token) => token !== '');
}

/** Harmonic mean of token precision and recall, from 0 to 1 (Rajpurkar et al. 2016, "SQuAD"). */
export function tokenF1(predicted: string, reference: string): number {
  if (predicted === reference) return 1;
  const [found, wanted] = [tokens(predicted), tokens(reference)];
  // as SQuAD 2.0 has it: where one side is empty, both must be
  if (found.length === 0 || wanted.length === 0) return found.length === wanted.length ? 1 : 0;
  const left = new Map<string, number>();
  for (const token of wanted) left.set(token, (left.get(token) ?? 0) + 1);
  let shared = 0;
  for (const token of found) {
    const count = left.get(token) ?? 0;
    if (count > 0) shared++;
    left.set(token, count - 1);
  }
  return (2 * shared) / (found.length + wanted.length);
}
