import { createHash } from 'node:crypto';
import { questionAndAnswer, splitQuestion, type Example, type LooseMessage } from '../dataset/example.ts';

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

/** What is sent of an example's messages. */
export const withoutReference = (messages: LooseMessage[]): LooseMessage[] =>
  messages.at(-1)?.role === 'assistant' ? messages.slice(0, -1) : messages;

/** Equal for examples that are sent alike, whatever their reference answers; `undefined` for a line that is none. */
export function askedKey(example: Example | { kind: 'long' }): string | undefined {
  if (example.kind !== 'chat') return undefined;
  const sent = [withoutReference(example.messages).map(({ value }) => value), example.value['tools']];
  return createHash('sha1').update(JSON.stringify(sent)).digest('base64');
}
