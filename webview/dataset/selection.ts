import type { LineRange } from '../../src/protocol/datasetPage.ts';

/** Chosen places of the list as ascending ranges that do not touch: all of a huge file are one of them. */
export type Lines = readonly LineRange[];

export interface Selection {
  lines: Lines;
  /** Where a range chosen with shift begins. */
  anchor: number;
}

/** What moving to a line does to those chosen: only it, all from the anchor to it, it in or out, nothing. */
export type Choice = 'one' | 'span' | 'toggle' | 'focus';

export const oneLine = (line: number): Selection => ({ lines: [{ from: line, to: line + 1 }], anchor: line });

export const includesLine = (lines: Lines, line: number): boolean =>
  lines.some(({ from, to }) => from <= line && line < to);

export const countLines = (lines: Lines): number => lines.reduce((sum, { from, to }) => sum + to - from, 0);

/** How many of them stand before `line`. */
export const countBefore = (lines: Lines, line: number): number =>
  lines.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, line) - from), 0);

function without(lines: Lines, line: number): Lines {
  return lines
    .flatMap(({ from, to }) =>
      line < from || line >= to
        ? [{ from, to }]
        : [
            { from, to: line },
            { from: line + 1, to },
          ],
    )
    .filter(({ from, to }) => from < to);
}

function withLine(lines: Lines, line: number): Lines {
  const before = lines.filter(({ to }) => to < line);
  const after = lines.filter(({ from }) => from > line + 1);
  const touching = lines.filter(({ from, to }) => to >= line && from <= line + 1);
  const from = Math.min(line, ...touching.map((range) => range.from));
  const to = Math.max(line + 1, ...touching.map((range) => range.to));
  return [...before, { from, to }, ...after];
}

export function choose(selection: Selection, line: number, choice: Choice): Selection {
  const { lines, anchor } = selection;
  if (choice === 'focus') return selection;
  if (choice === 'span') return { lines: [{ from: Math.min(anchor, line), to: Math.max(anchor, line) + 1 }], anchor };
  if (choice === 'toggle')
    return { lines: includesLine(lines, line) ? without(lines, line) : withLine(lines, line), anchor: line };
  return oneLine(line);
}

/** Where the user is once these lines are gone: on the same example, or on the next one that is left. */
export function lineAfterRemoval(lines: Lines, line: number): number {
  const left = lines.find(({ from, to }) => from <= line && line < to)?.to ?? line;
  return left - countBefore(lines, left);
}

/** The line before which chosen lines stand when moved one up or down, together; `undefined` when they cannot. */
export function moveTarget(lines: Lines, by: -1 | 1, count: number): number | undefined {
  const [first] = lines;
  const last = lines.at(-1);
  if (!first || !last) return undefined;
  const apart = lines.length > 1;
  if (by < 0) return first.from === 0 && !apart ? undefined : Math.max(0, first.from - 1);
  return last.to >= count && !apart ? undefined : Math.min(count, last.to + 1);
}

/** The lines once they stand before what was line `target`. */
export function linesAfterMove(lines: Lines, target: number): LineRange {
  const from = target - countBefore(lines, target);
  return { from, to: from + countLines(lines) };
}
