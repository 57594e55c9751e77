import assert from 'node:assert/strict';
import { explodeRow } from '../../../src/build/plan/explode.ts';

const COLUMNS = ['questions', 'answers'];

describe('exploding lists into rows', () => {
  it('puts the elements side by side and repeats the other columns', () => {
    const rows = explodeRow({ image: 'a.png', questions: ['x', 'y'], answers: [1, 2] }, COLUMNS, 'row 1');
    assert.deepEqual(rows, [
      { image: 'a.png', questions: 'x', answers: 1 },
      { image: 'a.png', questions: 'y', answers: 2 },
    ]);
  });

  it('reads a JSON list in a cell of text', () => {
    const rows = explodeRow({ questions: '["x, [1]", "y"]', answers: ' ["1", "2"]' }, COLUMNS, 'row 1');
    assert.deepEqual(
      rows.map(({ questions }) => questions),
      ['x, [1]', 'y'],
    );
  });

  it('leaves values that are no lists as one row', () => {
    assert.deepEqual(explodeRow({ questions: 'x', answers: 'y' }, COLUMNS, 'row 1'), [
      { questions: 'x', answers: 'y' },
    ]);
  });

  it('keeps one row for empty lists, as pandas does', () => {
    const rows = explodeRow({ questions: [], answers: [] }, COLUMNS, 'row 1');
    assert.deepEqual(rows, [{ questions: undefined, answers: undefined }]);
  });

  it('refuses lists that differ in length', () => {
    assert.throws(() => explodeRow({ questions: ['x', 'y'], answers: ['1'] }, COLUMNS, 't.csv, row 3'), {
      message:
        't.csv, row 3: "questions" has 2 and "answers" has 1 elements; lists that are exploded together must be equally long.',
    });
  });

  it('says what is wrong with a list that is no JSON', () => {
    assert.throws(() => explodeRow({ questions: "['x']", answers: 'y' }, COLUMNS, 't.csv, row 3'), {
      message: 't.csv, row 3: "questions" begins like a list but is no JSON list; write it as ["one", "two"].',
    });
  });
});
