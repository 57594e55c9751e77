import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  choose,
  countLines,
  includesLine,
  lineAfterRemoval,
  linesAfterMove,
  moveTarget,
  oneLine,
  type Choice,
  type Selection,
} from '../../../webview/dataset/selection.ts';
import { inField, withLineEnds } from '../../../webview/dataset/lineEnds.ts';

const chosen = (...steps: [line: number, choice: Choice][]): Selection =>
  steps.reduce((selection, [line, choice]) => choose(selection, line, choice), oneLine(0));
const lines = ({ lines: ranges }: Selection) =>
  ranges.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index));

/** What a person chose, click by click. */
const clicks = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 29 }), fc.constantFrom<Choice>('one', 'span', 'toggle', 'focus')),
  { minLength: 1, maxLength: 20 },
);
const COUNT = 30;
const file = Array.from({ length: COUNT }, (_, line) => line);

describe('examples chosen in the list', () => {
  it('are all from the anchor to the last one with shift, in either direction', () => {
    assert.deepEqual(lines(chosen([5, 'one'], [8, 'span'])), [5, 6, 7, 8]);
    assert.deepEqual(lines(chosen([5, 'one'], [8, 'span'], [3, 'span'])), [3, 4, 5]);
  });

  it('come and go one by one with ctrl, the next shift counting from the last', () => {
    assert.deepEqual(lines(chosen([5, 'one'], [8, 'toggle'], [6, 'toggle'])), [5, 6, 8]);
    assert.deepEqual(lines(chosen([5, 'one'], [8, 'span'], [6, 'toggle'])), [5, 7, 8]);
    assert.deepEqual(lines(chosen([5, 'one'], [8, 'toggle'], [10, 'span'])), [8, 9, 10]);
  });

  it('are the same ones however they were clicked together', () => {
    fc.assert(
      fc.property(clicks, (steps) => {
        const selection = chosen(...steps);
        const listed = lines(selection);
        assert.deepEqual(
          listed,
          [...new Set(listed)].sort((a, b) => a - b),
        );
        assert.equal(countLines(selection.lines), listed.length);
        assert.deepEqual(
          file.filter((line) => includesLine(selection.lines, line)),
          listed,
        );
      }),
    );
  });
});

describe('after examples are deleted', () => {
  it('the next one is shown, or the same where it is still there', () => {
    fc.assert(
      fc.property(clicks, fc.nat(COUNT - 1), (steps, line) => {
        const selection = chosen(...steps);
        const left = file.filter((other) => !includesLine(selection.lines, other));
        const next = left.findIndex((other) => other >= line);
        assert.equal(lineAfterRemoval(selection.lines, line), next < 0 ? left.length : next);
      }),
    );
  });
});

describe('examples moved by one', () => {
  const move = (selection: Selection, by: -1 | 1) => {
    const target = moveTarget(selection.lines, by, COUNT);
    if (target === undefined) return undefined;
    const those = lines(selection);
    const others = (from: number, to: number) => file.slice(from, to).filter((line) => !those.includes(line));
    const after = [...others(0, target), ...those, ...others(target, COUNT)];
    const { from, to } = linesAfterMove(selection.lines, target);
    assert.deepEqual(after.slice(from, to), those, 'they are chosen where they stand now');
    return after;
  };

  it('change places with their neighbour', () => {
    assert.deepEqual(move(chosen([3, 'one'], [4, 'span']), -1)?.slice(0, 6), [0, 1, 3, 4, 2, 5]);
    assert.deepEqual(move(chosen([3, 'one'], [4, 'span']), 1)?.slice(0, 7), [0, 1, 2, 5, 3, 4, 6]);
  });

  it('stand together afterwards and stay chosen', () => {
    fc.assert(
      fc.property(clicks, fc.constantFrom<-1 | 1>(-1, 1), (steps, by) => {
        const selection = chosen(...steps);
        fc.pre(selection.lines.length > 0);
        move(selection, by);
      }),
    );
  });

  it('go nowhere at the ends of the file', () => {
    assert.equal(moveTarget(oneLine(0).lines, -1, COUNT), undefined);
    assert.equal(moveTarget(oneLine(COUNT - 1).lines, 1, COUNT), undefined);
  });
});

describe('a text typed in a field', () => {
  it('keeps the line ends of the text it replaces', () => {
    assert.equal(withLineEnds('one\ntwo\nthree', 'one\r\ntwo'), 'one\r\ntwo\r\nthree');
    assert.equal(withLineEnds('one\ntwo', 'one\ntwo'), 'one\ntwo');
    assert.equal(withLineEnds('one\ntwo', 'one'), 'one\ntwo');
    for (const text of ['a\r\nb\r\n', 'a\n\nb', '\n', 'a']) assert.equal(withLineEnds(inField(text), text), text);
  });
});
