import assert from 'node:assert/strict';
import { movedLines } from '../../../src/dataset/movedLines.ts';
import { lineChangesOf, type TextChange } from '../../../src/host/dataset/textLineChanges.ts';

const LINES = ['zero', 'one', 'two', 'three', 'four'];
const change = (from: [number, number], to: [number, number], text: string): TextChange => ({
  range: { start: { line: from[0], character: from[1] }, end: { line: to[0], character: to[1] } },
  text,
});
/** Which lines are still known, by their words, at the places they then have. */
const left = (...changes: TextChange[]) =>
  [...movedLines(new Map(LINES.entries()), lineChangesOf(changes))].map(([line, word]) => `${line} ${word}`);

describe('what is known of the lines of a text', () => {
  it('goes with a line that is removed whole, and moves up behind it', () => {
    assert.deepEqual(left(change([1, 0], [3, 0], '')), ['0 zero', '1 three', '2 four']);
  });

  it('moves down behind lines that are put in, and stays with the line they stand before', () => {
    assert.deepEqual(left(change([2, 0], [2, 0], 'new\r\nlines\r\n')), [
      '0 zero',
      '1 one',
      '4 two',
      '5 three',
      '6 four',
    ]);
  });

  it('goes where a line is written in, joined with another or broken in two', () => {
    assert.deepEqual(left(change([2, 1], [2, 2], 'x')), ['0 zero', '1 one', '3 three', '4 four']);
    assert.deepEqual(left(change([1, 3], [2, 0], '')), ['0 zero', '2 three', '3 four']);
    assert.deepEqual(left(change([3, 2], [3, 2], '\n')), ['0 zero', '1 one', '2 two', '5 four']);
  });

  it('is right after several changes at once, in whatever order they are told', () => {
    const changes = [change([4, 0], [4, 4], 'x'), change([0, 0], [1, 0], ''), change([2, 0], [2, 0], 'new\n')];
    for (const told of [changes, changes.toReversed()]) assert.deepEqual(left(...told), ['0 one', '2 two', '3 three']);
  });
});
