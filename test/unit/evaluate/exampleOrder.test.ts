import assert from 'node:assert/strict';
import { ANY, type ExampleRow, type Order } from '../../../src/evaluate/exampleRow.ts';
import { ExampleTable } from '../../../src/evaluate/exampleTable.ts';
import type { Rating } from '../../../src/evaluate/run.ts';

const rowOf = (exampleId: number, ...ratings: (Rating | undefined)[]): ExampleRow => ({
  ...{ exampleId, question: '', reference: '', type: '', hasImage: false },
  answers: ratings.map((rating) => ({ prediction: { predicted_answer: '' }, right: false, rating, anls: 0 })),
});

describe('examples by the difference of their ratings', () => {
  const table = new ExampleTable([
    rowOf(0, 'Very Similar', 'Very Similar'),
    rowOf(1, 'Incorrect', 'Very Similar'),
    rowOf(2, undefined, 'Very Similar'),
    rowOf(3, 'Very Similar', 'Somewhat Similar'),
    rowOf(4, 'Somewhat Similar', 'Mostly Similar'),
  ]);
  const listed = (order: Order, a = 0, b = 1) =>
    table.list({ ...ANY, a, b, agreement: 'all' }, order).map(({ exampleId }) => exampleId);

  it('begins where a was rated lower, or higher, by the most; what is not rated comes last', () => {
    assert.deepEqual(listed('rating'), [1, 4, 0, 3, 2]);
    assert.deepEqual(listed('ratingHigher'), [3, 0, 4, 1, 2]);
    assert.deepEqual(listed('ratingHigher', 1, 0), [1, 4, 0, 3, 2]);
  });
});
