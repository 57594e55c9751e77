/**
 * Runs `work` over the items, at most `limit` of them at a time, and gives the results in the items' order.
 * The first failure ends it; what still runs is left to finish unheard.
 */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  limit: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = [];
  for (const item of items) {
    const result = work(item);
    result.catch(() => undefined);
    running.push(result);
    const [first] = running.length < limit ? [] : running.splice(0, 1);
    if (first) yield await first;
  }
  for (const result of running) yield await result;
}
