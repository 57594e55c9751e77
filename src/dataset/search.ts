import type { ByteSource } from './byteSource.ts';
import { readLine, type Example } from './example.ts';
import { scanLines, type ScanOptions } from './lineIndex.ts';
import { searchedTexts } from './searchedTexts.ts';
import { compileQuery, type CompiledQuery, type Hit, type TextQuery } from './textQuery.ts';
import { lineWithoutBase64 } from './withoutBase64.ts';

/** What a line has to be to be found; all that is given must hold. */
export interface LineFilter {
  text?: TextQuery | undefined;
  /** The text stands in a message of this role; without a text, the example has such a message. */
  role?: string | undefined;
  /** Number of images, shared messages included; `most` is included too. */
  images?: { least: number; most?: number | undefined } | undefined;
  /** Anything else that is judged on the example. */
  accepts?: ((example: Example, line: number) => boolean) | undefined;
}

/** More are counted nowhere: nobody walks through them. */
const MOST_HITS = 10_000;

/** Judges line after line. The constructor throws one sentence for a regular expression that is none. */
export class LineMatcher {
  private readonly filter: LineFilter;
  private readonly query: CompiledQuery | undefined;

  constructor(filter: LineFilter) {
    this.filter = filter;
    this.query = filter.text && compileQuery(filter.text);
  }

  /**
   * How often the line holds the text; 0 where no text is looked for; `undefined` when the line does not pass.
   * @param bytes the line without its line end
   * @param line from 0
   */
  match(bytes: Buffer, line: number): number | undefined {
    const { query } = this;
    const text = lineWithoutBase64(bytes);
    if (query?.raw && !query.raw.test(text)) return undefined;
    const example = readLine(text, line);
    if (!this.accepts(example, line)) return undefined;
    if (!query) return 0;
    let hits = 0;
    for (const _ of this.hitsIn(text, line, query, example)) hits++;
    return hits === 0 ? undefined : hits;
  }

  /** Where the text stands in a line, in the order it is shown, the first 10,000. */
  hits(text: string, line: number): Hit[] {
    const hits: Hit[] = [];
    if (!this.query) return hits;
    for (const hit of this.hitsIn(text, line, this.query, readLine(text, line)))
      if (hits.push(hit) === MOST_HITS) break;
    return hits;
  }

  private accepts(example: Example, line: number): boolean {
    const { role, images, text, accepts } = this.filter;
    const messages = example.kind === 'chat' ? example.messages : [];
    if (role !== undefined && !text && !messages.some((message) => message.role === role)) return false;
    if (images) {
      const count = messages.flatMap(({ parts }) => parts).filter(({ type }) => type === 'image').length;
      if (example.kind !== 'chat' || count < images.least || count > (images.most ?? Infinity)) return false;
    }
    return accepts?.(example, line) ?? true;
  }

  private *hitsIn(text: string, line: number, { pattern }: CompiledQuery, example: Example): Generator<Hit> {
    const { role } = this.filter;
    for (const searched of searchedTexts(text, line, example)) {
      if (role !== undefined && searched.role !== role) continue;
      for (const found of searched.text.matchAll(pattern))
        // what matches nothing at all is found nowhere
        if (found[0] !== '') yield { path: searched.path, start: found.index, text: found[0] };
    }
  }
}

/** A line that was found: from 0, its length in bytes, and how often it holds the text. */
export type FoundLine = (line: number, bytes: number, hits: number) => void;

/** Goes through a whole file. A line too long for any string is not looked into. */
export function findLines(
  source: ByteSource,
  matcher: LineMatcher,
  found: FoundLine,
  options: ScanOptions = {},
): Promise<void> {
  return scanLines(
    source,
    ({ index, bytes, length }) => {
      const hits = bytes && matcher.match(bytes, index);
      if (hits !== undefined) found(index, length, hits);
    },
    options,
  );
}
