/** Keys and tokens that clients were opened with, in this process; nothing that is said or written may hold one. */
const inUse = new Set<string>();
/** What is shorter stands in ordinary words. */
const SHORTEST = 8;

export function rememberKey(key: string): void {
  if (key.length >= SHORTEST) inUse.add(key);
}

/** Cuts the very keys in use, whatever they look like. */
export function withoutKeysInUse(text: string): string {
  let cut = text;
  for (const key of inUse) cut = cut.replaceAll(key, '(key)');
  return cut;
}

/** Cuts the keys in use and anything that looks like one: vendors repeat keys, in part and as stars. */
export function withoutKeys(text: string): string {
  return withoutKeysInUse(text).replace(/\b(?:sk|vft)-[\w*.-]*[\w*-]/g, '(key)');
}
