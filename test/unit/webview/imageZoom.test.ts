import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  fitScale,
  fitted,
  nextScale,
  panned,
  placed,
  refitted,
  zoomed,
  type Size,
} from '../../../webview/dataset/imageZoom.ts';

const stage: Size = { width: 1000, height: 800 };

describe('a picture on its stage', () => {
  it('fits whole, small ones enlarged by whole numbers and not without end', () => {
    assert.equal(fitScale(stage, { width: 4000, height: 1000 }), 0.25);
    assert.equal(fitScale(stage, { width: 300, height: 300 }), 2);
    assert.equal(fitScale(stage, { width: 16, height: 16 }), 16);
    assert.deepEqual(placed(fitted(stage, { width: 100, height: 100 }), stage, { width: 100, height: 100 }), {
      left: 100,
      top: 0,
      width: 800,
      height: 800,
    });
  });

  it('keeps the point under the pointer when it is zoomed, and never leaves the stage empty', () => {
    const sides = fc.integer({ min: 1, max: 20_000 });
    const offsets = fc.integer({ min: -400, max: 400 });
    fc.assert(
      fc.property(
        sides,
        sides,
        offsets,
        offsets,
        fc.double({ min: 0.001, max: 100, noNaN: true }),
        (w, h, x, y, to) => {
          const image = { width: w, height: h };
          const before = panned(zoomed(fitted(stage, image), 1, stage, image), { x, y }, stage, image);
          const after = zoomed(before, to, stage, image, { x, y });
          const { left, top, width, height } = placed(after, stage, image);
          const fills = (start: number, length: number, room: number) =>
            length >= room ? start <= 1 && start + length >= room - 1 : Math.abs(start + length / 2 - room / 2) <= 1;
          assert.ok(fills(left, width, stage.width), `${left} ${width}`);
          assert.ok(fills(top, height, stage.height), `${top} ${height}`);
        },
      ),
    );
    const image = { width: 4000, height: 3000 };
    const before = zoomed(fitted(stage, image), 1, stage, image);
    const at = { x: 120, y: -90 };
    const after = zoomed(before, 3, stage, image, at);
    assert.equal(before.x + at.x / before.scale, after.x + at.x / after.scale);
    assert.equal(before.y + at.y / before.scale, after.y + at.y / after.scale);
  });

  it('follows the size of the stage while it fits, and keeps its scale when it does not', () => {
    const image = { width: 2000, height: 2000 };
    const wider = { width: 1600, height: 1600 };
    assert.equal(refitted(fitted(stage, image), wider, image).scale, 0.8);
    assert.equal(refitted(zoomed(fitted(stage, image), 1, stage, image), wider, image).scale, 1);
  });

  it('is zoomed in steps that meet 100 % from any scale', () => {
    for (const start of [0.0137, 0.37, 3.3]) {
      const direction = start < 1 ? 1 : -1;
      const seen = [start];
      for (let turn = 0; turn < 30; turn++) seen.push(nextScale(seen.at(-1) ?? 1, direction));
      assert.ok(seen.includes(1), String(start));
    }
    assert.equal(nextScale(64, 1), 64);
    assert.equal(nextScale(0.01, -1), 0.01);
  });
});
