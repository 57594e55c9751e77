import assert from 'node:assert/strict';
import fc from 'fast-check';
import { wordDiff } from '../../../webview/ui/diff.ts';

const marked = (answer: string, reference: string) =>
  wordDiff(answer, reference)
    .map(({ kind, text, space }) => (kind === 'same' ? text : kind === 'added' ? `+${text}+` : `-${text}-`) + space)
    .join('');

describe('an answer beside the reference', () => {
  for (const [answer, reference, shown] of [
    ['teacup without handle', 'teacup without handle', 'teacup without handle'],
    ['green tea in a teacup', 'teacup without handle', '+green tea in a+ teacup -without handle-'],
    ['teapot', 'teacup without handle', '+teapot+ -teacup without handle-'],
    ['Animals', 'Animals & Nature', 'Animals -& Nature-'],
    ['juice box', 'beverage box', '+juice+ -beverage- box'],
    ['No.', 'No', 'No+.+'],
    ['', 'Yes', '-Yes-'],
    ['yes', 'Yes', '+yes+ -Yes-'],
  ] as const)
    it(`"${answer}" against "${reference}" is shown as ${shown}`, () => {
      assert.equal(marked(answer, reference), shown);
    });

  it('marks words of languages without blanks', () => {
    const parts = wordDiff('これは猫です', 'これは犬です');
    assert.deepEqual(
      parts.map(({ kind }) => kind),
      ['same', 'added', 'missing', 'same'],
    );
  });

  it('keeps every word of both, in order', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 }).map((words) => words.join(' '));
    const without = (answer: string, reference: string, kind: 'added' | 'missing') =>
      wordDiff(answer, reference)
        .filter((part) => part.kind !== kind)
        .flatMap((part) => part.text.split(' '))
        .join(' ');
    fc.assert(
      fc.property(text, text, (answer, reference) => {
        assert.equal(without(answer, reference, 'missing'), answer);
        assert.equal(without(answer, reference, 'added'), reference);
      }),
    );
  });

  it('takes long texts that have nothing in common in its stride', () => {
    const start = performance.now();
    const parts = wordDiff('left '.repeat(20_000), 'right '.repeat(20_000));
    assert.deepEqual(
      parts.map(({ kind }) => kind),
      ['added', 'missing'],
    );
    assert.ok(performance.now() - start < 3000);
  });
});
