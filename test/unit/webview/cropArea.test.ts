import assert from 'node:assert/strict';
import fc from 'fast-check';
import { drawn, HANDLES, moved, resized, within } from '../../../webview/dataset/cropArea.ts';

const SIZE = { width: 100, height: 60 };
const AREA = { x: 10, y: 10, width: 30, height: 20 };

describe('the part of a picture that is kept', () => {
  it('is drawn from any corner to the one across, no further than the edges', () => {
    const expected = { x: 20, y: 5, width: 80, height: 30 };
    assert.deepEqual(drawn({ x: 20.2, y: 35.4 }, { x: 900, y: 4.6 }, SIZE), expected);
    assert.deepEqual(drawn({ x: 900, y: 4.6 }, { x: 20.2, y: 35.4 }, SIZE), expected);
    assert.deepEqual(drawn({ x: 120, y: 70 }, { x: 130, y: 90 }, SIZE), { x: 99, y: 59, width: 1, height: 1 });
  });

  it('keeps its size while it is moved', () => {
    assert.deepEqual(moved(AREA, { x: 500, y: -500 }, SIZE), { x: 70, y: 0, width: 30, height: 20 });
  });

  it('is pulled at one side or corner, the others stay, and one pixel is left', () => {
    assert.deepEqual(resized(AREA, 'w', { x: -4, y: 9 }, SIZE), { x: 6, y: 10, width: 34, height: 20 });
    assert.deepEqual(resized(AREA, 'se', { x: 500, y: -500 }, SIZE), { x: 10, y: 10, width: 90, height: 1 });
    assert.deepEqual(resized(AREA, 'nw', { x: 500, y: 3 }, SIZE), { x: 39, y: 13, width: 1, height: 17 });
  });

  it('typed in numbers gives up size before place', () => {
    assert.deepEqual(within({ ...AREA, x: 90 }, SIZE), { x: 90, y: 10, width: 10, height: 20 });
    assert.deepEqual(within({ ...AREA, height: 0 }, SIZE), { ...AREA, height: 1 });
  });

  it('is of whole pixels inside the picture whatever is done to it', () => {
    const number = fc.double({ min: -300, max: 300, noNaN: true });
    const point = fc.record({ x: number, y: number });
    fc.assert(
      fc.property(point, point, fc.constantFrom(...HANDLES), point, (from, to, handle, by) => {
        const area = drawn(from, to, SIZE);
        for (const { x, y, width, height } of [area, moved(area, by, SIZE), resized(area, handle, by, SIZE)]) {
          assert.ok([x, y, width, height].every(Number.isInteger));
          assert.ok(x >= 0 && y >= 0 && width >= 1 && height >= 1);
          assert.ok(x + width <= SIZE.width && y + height <= SIZE.height);
        }
      }),
    );
  });
});
