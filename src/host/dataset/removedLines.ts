import { rangesOf } from '../../dataset/lineRanges.ts';

/** Lines and characters from 0; `endCharacter` is behind the last character. */
export interface RemovedText {
  startLine: number;
  startCharacter: number;
  endLine: number;
  endCharacter: number;
}

/**
 * What goes from a text so that lines go with their line ends; the last line of a text goes with the line end before
 * it. Neighbours go together: ranges of one edit may not overlap.
 * @param lines from 0, ascending
 * @param lineCount of the text, with the empty line behind a last line end
 * @param lengthOf a line, without its line end
 */
export function removedLines(
  lines: readonly number[],
  lineCount: number,
  lengthOf: (line: number) => number,
): RemovedText[] {
  return rangesOf(Uint32Array.from(lines)).map(({ from, to }) => {
    if (to < lineCount) return { startLine: from, startCharacter: 0, endLine: to, endCharacter: 0 };
    const before = Math.max(0, from - 1);
    const startCharacter = from > 0 ? lengthOf(before) : 0;
    return { startLine: before, startCharacter, endLine: to - 1, endCharacter: lengthOf(to - 1) };
  });
}
