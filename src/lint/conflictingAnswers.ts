import { hash } from 'node:crypto';
import { looseText } from '../dataset/looseText.ts';
import { OWN_OPINION } from './bases.ts';
import { MOST_REMEMBERED } from './remembered.ts';
import type { Rule } from './rule.ts';

/** Rules over examples that ask the same - whatever the case and punctuation - about the same image. */
function ruleOver(
  differ: (first: string, later: string) => boolean,
  said: (line: number, image: string) => string,
  help: string,
): Rule['start'] {
  return ({ file, images }) => {
    const asked = new Map<string, { line: number; answer: string }>();
    return {
      facts({ number, example }, report) {
        if (example?.answer === undefined || example.own.length === 0) return;
        const { own, question, answer, answerPath } = example;
        const ids = own.map((image) => images.idOf(image));
        if (ids.includes(undefined)) return;
        const key = hash('sha1', JSON.stringify([ids, looseText(question) || question]), 'base64');
        const first = asked.get(key);
        if (!first) {
          if (asked.size < MOST_REMEMBERED) asked.set(key, { line: number, answer });
        } else if (differ(first.answer, answer)) {
          const near = own.some((image, at) => images.isNear(image, ids[at] ?? ''));
          const image = near ? 'an image that looks the same' : 'the same image';
          report(answerPath, said(first.line, image), help, { related: [{ file, line: first.line }] });
        }
      },
    };
  };
}

const sameSense = (a: string, b: string) => a === b || (looseText(a) !== '' && looseText(a) === looseText(b));

export const CONFLICTING_ANSWERS: Rule = {
  id: 'conflicting-answers',
  family: 'dataset',
  severity: 'warning',
  title: 'The same image and question with different answers',
  basis: OWN_OPINION,
  start: ruleOver(
    (first, later) => !sameSense(first, later),
    (line, image) => `Line ${line} asks the same about ${image} and is answered differently.`,
    'Decide for one of the answers.',
  ),
};

export const ANSWER_FORMS: Rule = {
  id: 'answer-forms',
  family: 'dataset',
  severity: 'info',
  title: 'The same answer written in two ways',
  basis: OWN_OPINION,
  start: ruleOver(
    (first, later) => first !== later && sameSense(first, later),
    (line, image) => `Line ${line} asks the same about ${image}; the answers differ in case or punctuation only.`,
    'Write both alike: under strict match a model can be right for one of them only.',
  ),
};
