import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rowAfterKey } from '../../../webview/ui/rowKeys.ts';
import { rowAt, rowTop } from '../../../webview/ui/rowPlaces.ts';
import { placeAfterScroll, placeToShow, scrollScale, TALLEST } from '../../../webview/ui/scrollScale.ts';

const ROW = 44;
const VIEW = 800;

describe('a list longer than a browser can scroll', () => {
  it('is drawn as it is while it fits', () => {
    assert.deepEqual(scrollScale(600_000 * ROW, VIEW), { height: 600_000 * ROW, factor: 1, end: 600_000 * ROW - VIEW });
    assert.deepEqual(scrollScale(100, VIEW), { height: 100, factor: 1, end: 0 });
  });

  it('reaches its first and its last row by the scroll bar', () => {
    fc.assert(
      fc.property(fc.integer({ min: 700_000, max: 100_000_000 }), (rows) => {
        const scale = scrollScale(rows * ROW, VIEW);
        assert.ok(scale.height <= TALLEST);
        assert.equal(placeAfterScroll(scale, 0, scale.end), 0);
        assert.ok(Math.abs(placeAfterScroll(scale, scale.height - VIEW, 0) - (rows * ROW - VIEW)) < 1);
      }),
    );
  });

  it('keeps the exact place it was sent to, though the bar knows only whole pixels', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_000 }), (row) => {
        const scale = scrollScale(10_000_000 * ROW, VIEW);
        const place = row * ROW;
        assert.equal(placeAfterScroll(scale, Math.round(place / scale.factor), place), place);
      }),
    );
  });
});

describe('a row that is selected', () => {
  const view = { place: 1000, height: VIEW, covered: 0 };
  const place = (start: number, centre = false) => placeToShow({ start, height: ROW }, view, centre);

  it('moves nothing when it is in sight', () => {
    assert.equal(place(1000), 1000);
    assert.equal(place(1000 + VIEW - ROW, true), 1000);
  });
  it('comes to the nearer edge when it is walked to', () => {
    assert.equal(place(956), 956);
    assert.equal(place(1000 + VIEW), 1000 + ROW);
  });
  it('comes to the middle when it is jumped to', () => {
    assert.equal(place(10_000, true), 10_000 - (VIEW - ROW) / 2);
  });
  it('is not hidden by heads that stay at the top', () => {
    assert.equal(placeToShow({ start: 1000, height: ROW }, { ...view, covered: 72 }, false), 1000 - 72);
  });
});

describe('a list with one taller row', () => {
  const tall = { index: 3, extra: 40 };

  it('has the rows after it that much lower', () => {
    assert.deepEqual(
      [2, 3, 4].map((row) => rowTop(row, ROW, tall)),
      [2 * ROW, 3 * ROW, 4 * ROW + 40],
    );
  });

  it('finds the row of every pixel', () => {
    for (let pixel = 0; pixel < 10 * ROW; pixel++) {
      const row = rowAt(pixel, ROW, tall);
      assert.ok(rowTop(row, ROW, tall) <= pixel && pixel < rowTop(row + 1, ROW, tall), `pixel ${pixel}`);
    }
    assert.equal(rowAt(-1, ROW, tall), -1);
  });
});

describe('keys in a list', () => {
  for (const [key, from, to] of [
    ['ArrowDown', 5, 6],
    ['ArrowDown', 99, 99],
    ['ArrowUp', 0, 0],
    ['PageDown', 5, 15],
    ['PageUp', 5, 0],
    ['Home', 50, 0],
    ['End', 50, 99],
    ['a', 50, undefined],
  ] as const)
    it(`${key} at row ${from} of 100 leads to ${to ?? 'nowhere'}`, () => {
      assert.equal(rowAfterKey(key, from, 100, 10), to);
    });
  it('lead nowhere in an empty list', () => {
    assert.equal(rowAfterKey('End', 0, 0, 10), undefined);
  });
});
