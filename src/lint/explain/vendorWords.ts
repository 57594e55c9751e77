/** A vendor's answer is a few sentences, a list of events a few pages: what is longer is something else. */
const LONGEST = 250_000;
/** Where JSON answers and events keep their words. */
const KEYS: readonly string[] = ['message', 'code', 'error', 'detail'];

/** The words of an answer however it was copied - a JSON body, a line of a log - on one line, with plain quotes. */
export function vendorWords(text: string): string {
  const cut = text.slice(0, LONGEST);
  return (
    (wordsOfJson(cut) ?? cut.replaceAll(/\\[nrt]/g, ' ').replaceAll(/\\(["'])/g, '$1'))
      .replaceAll(/[“”„]/g, '"')
      .replaceAll(/[‘’]/g, "'")
      .replaceAll('…', '...')
      // a byte order mark counts as a blank, and is what some answers are about
      .replaceAll(/[^\S\ufeff]+/g, ' ')
      .trim()
  );
}

/** In the order of the text, whatever the nesting; `undefined` where it is no JSON object or list. */
function wordsOfJson(text: string): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return undefined;
  }
  const words: string[] = [];
  const waiting: [key: string, value: unknown][] = [['', root]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [key, value] = next;
    if (typeof value === 'string' && KEYS.includes(key)) words.push(value);
    if (typeof value !== 'object' || value === null) continue;
    const inside = Array.isArray(value) ? value.map((item: unknown) => [key, item] as const) : Object.entries(value);
    for (const [name, item] of [...inside].reverse()) waiting.push([name, item]);
  }
  return words.length > 0 ? words.join('\n') : undefined;
}
