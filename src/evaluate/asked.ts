import { questionAndAnswer, splitQuestion, type Example } from '../dataset/example.ts';

/** What finds the prediction of an example: its line (from 0), the number in its question, and the question. */
export interface Asked {
  line: number;
  id: number | undefined;
  question: string;
}

export function askedIn(line: number, example: Example | { kind: 'long' }): Asked | undefined {
  return example.kind === 'chat' ? { line, ...splitQuestion(questionAndAnswer(example.messages).question) } : undefined;
}

/** What a run has for an example, by the number in its question, else by its line. */
export function foundFor<P extends { question?: string }>(
  predictions: ReadonlyMap<number, P>,
  asked: Asked,
): P | undefined {
  return [asked.id, asked.line]
    .map((id) => (id === undefined ? undefined : predictions.get(id)))
    .find((candidate) => candidate && (candidate.question ?? asked.question).trim() === asked.question.trim());
}
