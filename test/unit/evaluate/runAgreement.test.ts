import assert from 'node:assert/strict';
import { countAgreement } from '../../../src/evaluate/runAgreement.ts';
import type { Prediction } from '../../../src/evaluate/run.ts';

const run = (answers: readonly (readonly [id: number, answer: string | undefined, reference: string])[]) =>
  new Map(
    answers.map(([id, answer, reference]): [number, Prediction] => [
      id,
      {
        ...{ example_id: id, predicted_answer: answer ?? '', actual_answer: reference },
        ...(answer === undefined && { error: 'refused' }),
      },
    ]),
  );

describe('how runs agree', () => {
  it('counts what each got wrong, where they disagree, where all are wrong, and labels that may be', () => {
    const a = run([
      [1, 'Yes', 'Yes'],
      [2, 'Ann Lee', 'Bob'],
      [3, 'kite', 'Kite'],
      [4, undefined, 'No'],
      [5, 'red', 'blue'],
    ]);
    const b = run([
      [1, 'No', 'Yes'],
      [2, 'ann lee.', 'Bob'],
      [3, 'teapot', 'Kite'],
      [4, undefined, 'No'],
    ]);
    // 1 is disputed; 2 to 5 are wrong for whoever answered; in 2 alone two models say the same
    assert.deepEqual(countAgreement([a, b]), { wrong: [4, 4], disagree: 1, allWrong: 4, suspect: 1 });
  });

  it('says nothing of no run, and never suspects a label because of one alone', () => {
    assert.deepEqual(countAgreement([]), { wrong: [], disagree: 0, allWrong: 0, suspect: 0 });
    assert.equal(countAgreement([run([[2, 'Ann', 'Bob']])]).suspect, 0);
  });
});
