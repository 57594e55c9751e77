import assert from 'node:assert/strict';
import { removedLines } from '../../../src/host/dataset/removedLines.ts';

/** The text without these lines. */
function without(text: string, ...lines: number[]): string {
  const all = text.split('\n');
  const at = (line: number, character: number) => all.slice(0, line).join('\n').length + Math.min(line, 1) + character;
  const ranges = removedLines(lines, all.length, (line) => all[line]?.length ?? 0).map((range) => ({
    from: at(range.startLine, range.startCharacter),
    to: at(range.endLine, range.endCharacter),
  }));
  ranges.forEach(({ from }, index) => {
    assert.ok(from >= (ranges[index - 1]?.to ?? 0), 'ranges overlap');
  });
  return ranges.toReversed().reduce((left, { from, to }) => left.slice(0, from) + left.slice(to), text);
}

describe('removing lines of a text', () => {
  it('takes neighbours together, also at the end of a text without a last line end', () => {
    assert.equal(without('a\nb\na\nb', 2, 3), 'a\nb');
    assert.equal(without('a\nb\na\nb\n', 2, 3), 'a\nb\n');
    assert.equal(without('a\nb\na\nb', 1, 3), 'a\na');
    assert.equal(without('a\na\na', 1, 2), 'a');
  });

  it('takes the first line, and all of them', () => {
    assert.equal(without('\nb', 0), 'b');
    assert.equal(without('a\nb', 0, 1), '');
  });
});
