import assert from 'node:assert/strict';
import { readExample, type Example } from '../../../src/dataset/example.ts';
import { ModelAnswers } from '../../../src/host/inline/modelAnswers.ts';
import { chatLine } from '../../support/lines.ts';

const example = (question: string, label: string): Example => readExample(chatLine(question, label));
const said = (answer: string) => ({
  ...{ example_id: 0, predicted_answer: answer, actual_answer: 'Yes', latency_ms: 12 },
  usage: { prompt_tokens: 300, completion_tokens: 2 },
});

describe('answers about single examples', () => {
  it('are awaited, then judged by the label as it is now, which may have been mended since', () => {
    const answers = new ModelAnswers(() => undefined);
    const settle = answers.begin(example('Is it red?', 'Yes'), 'm', 'Vendor');
    assert.deepEqual(answers.of(example('Is it red?', 'Yes')), [{ id: 1, model: 'm', recipient: 'Vendor' }]);
    settle(said('No'));
    const [before] = answers.of(example('Is it red?', 'Yes'));
    assert.deepEqual([before?.right, before?.reference, before?.latencyMs], [false, 'Yes', 12]);
    assert.deepEqual(before?.tokens, { sent: 300, answered: 2 });
    const [after] = answers.of(example('Is it red?', 'No'));
    assert.deepEqual([after?.right, after?.reference, after?.anls], [true, 'No', 1]);
    assert.deepEqual(answers.of(example('Is it blue?', 'Yes')), []);
  });

  it('take the place of what the same model said before, and leave nothing where they were not to be had', () => {
    let told = 0;
    const answers = new ModelAnswers(() => told++);
    const asked = example('Is it red?', 'Yes');
    answers.begin(asked, 'm', 'Vendor')(said('No'));
    answers.begin(asked, 'other', 'Vendor')(said('Maybe'));
    answers.begin(asked, 'm', 'Vendor')(said('Yes'));
    assert.deepEqual(
      answers.of(asked).map(({ model, answer }) => [model, answer]),
      [
        ['other', 'Maybe'],
        ['m', 'Yes'],
      ],
    );
    answers.begin(asked, 'm', 'Vendor')(undefined);
    assert.deepEqual(
      answers.of(asked).map(({ model }) => model),
      ['other'],
    );
    assert.equal(told, 8);
  });
});
