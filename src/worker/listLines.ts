import type { ByteSource } from '../dataset/byteSource.ts';
import { questionAndAnswer, type Example } from '../dataset/example.ts';
import { scanLines, type ScanOptions } from '../dataset/lineIndex.ts';
import { LineNumbers } from '../dataset/lineNumbers.ts';
import { findLines, LineMatcher, type FoundLine } from '../dataset/search.ts';
import { sortedLines } from '../dataset/sortLines.ts';
import { askedIn, foundFor } from '../evaluate/asked.ts';
import { AGREEMENTS } from '../evaluate/runAgreement.ts';
import type { ListRequest, RunOutcomes } from '../protocol/search.ts';

/** Lines told at a time while a file is read. */
const TOLD_MS = 50;

export type Tell = (lines: Uint32Array, hits: number, fraction: number) => void;

/**
 * Finds the lines a view lists. They are told in the order of the file as they are found.
 * @returns them in the order asked for, where that is another
 */
export async function listLines(
  source: ByteSource,
  request: ListRequest,
  tell: Tell,
  { signal }: ScanOptions = {},
): Promise<Uint32Array | undefined> {
  const { sort, keys } = request;
  const lines = new LineNumbers();
  const bytes = sort?.by === 'bytes' ? new LineNumbers() : undefined;
  let [hits, told, when] = [0, 0, Date.now()];
  const tellFound = (fraction: number) => {
    tell(lines.copy(told), hits, fraction);
    [hits, told, when] = [0, lines.length, Date.now()];
  };
  const isWanted = wanted(request.only);
  await read(source, request, isWanted, {
    found: (line, length, count) => {
      lines.push(line);
      bytes?.push(length);
      hits += count;
    },
    signal,
    onProgress: (position) => {
      if (Date.now() - when >= TOLD_MS) tellFound(position / source.size);
    },
  });
  tellFound(1);
  if (!sort) return undefined;
  if (sort.by === 'line') return sort.descending ? lines.copy().reverse() : undefined;
  const found = lines.view();
  return sortedLines(found, bytes?.view() ?? found.map((line) => keys?.[line] ?? 0), sort.descending);
}

interface Reading extends ScanOptions {
  found: FoundLine;
}

/** Reads as much of the file as the question needs: its texts, its line ends, or nothing. */
async function read(
  source: ByteSource,
  request: ListRequest,
  isWanted: (line: number) => boolean,
  { found, ...options }: Reading,
): Promise<void> {
  const { filter, result, sort, lineCount } = request;
  const { text, role, images, answer } = filter;
  const take: FoundLine = (line, bytes, hits) => {
    if (isWanted(line)) found(line, bytes, hits);
  };
  if (text || role !== undefined || images || answer !== undefined || result) {
    const matcher = new LineMatcher({ text, role, images, accepts: acceptance(request) });
    await findLines(source, matcher, take, options);
  } else if (sort?.by === 'bytes')
    await scanLines(
      source,
      ({ index, length }) => {
        take(index, length, 0);
      },
      options,
    );
  else for (let line = 0; line < lineCount; line++) take(line, 0, 0);
}

/** Asked of ascending lines. */
function wanted(only: Uint32Array | undefined): (line: number) => boolean {
  if (!only) return () => true;
  let next = 0;
  return (line) => {
    while ((only[next] ?? Infinity) < line) next++;
    return only[next] === line;
  };
}

const same = (text: string) => text.trim().toLowerCase();

/** What is judged by an example's answer and by what runs answered. */
function acceptance({
  filter,
  result,
  runs = [],
}: ListRequest): ((example: Example, line: number) => boolean) | undefined {
  const answer = filter.answer === undefined ? undefined : same(filter.answer);
  if (answer === undefined && !result) return undefined;
  return (example, line) => {
    const asked = askedIn(line, example);
    if (!asked || example.kind !== 'chat') return false;
    const outcomes = runs.map((run: RunOutcomes) => foundFor(run, asked));
    const given = questionAndAnswer(example.messages).answer ?? outcomes.find(Boolean)?.answer;
    if (answer !== undefined && (given === undefined || same(given) !== answer)) return false;
    if (typeof result === 'string') return AGREEMENTS[result](outcomes.filter((outcome) => outcome !== undefined));
    return !result || outcomes[result.of]?.right === result.right;
  };
}
