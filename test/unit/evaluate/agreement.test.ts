import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { intervalAlpha, personReport, quadraticKappa, repeatReport } from '../../../src/evaluate/agreement.ts';
import { medianRating } from '../../../src/evaluate/judgeFiles.ts';
import { RATINGS, type Rating } from '../../../src/evaluate/run.ts';

/** By scikit-learn; made by make.py beside it. */
const { quadraticKappa: tables } = JSON.parse(
  readFileSync(new URL('../../fixtures/measures/values.json', import.meta.url), 'utf8'),
) as { quadraticKappa: { table: number[][]; kappa: number }[] };

/** Four observers and twelve units, of which K. Krippendorff computes alpha (2011), "Computing Krippendorff's Alpha-Reliability". */
const PUBLISHED: (number | undefined)[][] = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, undefined, undefined, undefined],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, undefined, 3],
  [undefined, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, undefined],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, undefined],
];

const ratings = (...ranks: number[]): Rating[] => ranks.map((rank) => RATINGS[rank - 1] ?? 'Incorrect');
const [one, two, three, four] = RATINGS;

describe('agreement of ratings', () => {
  it('kappa with quadratic weights is that of scikit-learn', () => {
    for (const { table, kappa } of tables) {
      const found = quadraticKappa(table) ?? NaN;
      assert.ok(Math.abs(found - kappa) < 1e-9, `${JSON.stringify(table)}: ${found}, expected ${kappa}`);
    }
  });

  it('kappa is not defined where both always say the same one thing', () => {
    assert.equal(
      quadraticKappa([
        [5, 0],
        [0, 0],
      ]),
      undefined,
    );
  });

  it("alpha is Krippendorff's published example's", () => {
    const units = PUBLISHED[0]?.map((_, unit) => PUBLISHED.flatMap((observer) => observer[unit] ?? [])) ?? [];
    assert.equal(intervalAlpha(units)?.toFixed(3), '0.849');
    assert.equal(intervalAlpha([[1, 1], [1]]), undefined);
  });

  it('of several ratings the middle one counts, of an even number the worse in the middle', () => {
    assert.equal(medianRating(ratings(4, 1, 2)), two);
    assert.equal(medianRating(ratings(1, 2)), two);
    assert.equal(medianRating(ratings(1, 4, 1, 3)), three);
    assert.equal(medianRating([]), undefined);
  });

  it('the judge against a person counts what both rated', () => {
    const judged = new Map([
      [1, { rating: one }],
      [2, { rating: four }],
      [3, { rating: two }],
    ]);
    const own = new Map([
      [1, one],
      [2, three],
      [9, four],
    ]);
    const report = personReport(judged, own);
    assert.deepEqual([report?.rated, report?.n, report?.same], [3, 2, 1]);
    assert.deepEqual(report?.counts, [
      [1, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 1],
      [0, 0, 0, 0],
    ]);
    assert.equal(personReport(judged, new Map()), undefined);
  });

  it('the judge against itself counts what it rated more than once', () => {
    const report = repeatReport(
      new Map([
        [1, ratings(1, 1, 1)],
        [2, ratings(1, 2, 1)],
        [3, ratings(4)],
      ]),
    );
    assert.deepEqual([report?.n, report?.most, report?.same], [2, 3, 1]);
    assert.equal(repeatReport(new Map([[3, ratings(4)]])), undefined);
  });
});
