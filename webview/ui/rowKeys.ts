/** The row a key leads to, or `undefined` for a key that does not move. `page` is how many rows fit into sight. */
export function rowAfterKey(key: string, row: number, count: number, page: number): number | undefined {
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -count, End: count }[key];
  if (step === undefined || count === 0) return undefined;
  return Math.min(count - 1, Math.max(0, row + step));
}
