import { splitQuestion } from '../dataset/example.ts';

/** What a baseline learns from: one question about an image and its answer. */
export interface TrainingExample {
  question: string;
  answer: string;
  /** Descriptor of the image; `undefined` for a question without one. */
  image: Float32Array | undefined;
}

export type Query = Pick<TrainingExample, 'question' | 'image'>;

/** A trained baseline. Its answer is empty when it has learnt from nothing. */
export interface Answerer {
  answer: (query: Query) => string;
}

/**
 * A question as the baselines understand it, from exact to vague: its text (without `Question [n]:`, case and
 * spacing), its first two words, anything. The first of these that was seen in training counts.
 */
export function questionLevels(question: string): readonly [string, string, string] {
  const text = splitQuestion(question).question.trim().toLowerCase().replace(/\s+/gu, ' ');
  return [text, text.split(' ').slice(0, 2).join(' ') + ' …', ''];
}

/** The examples of every question level. */
export function byQuestionLevel<T extends { question: string }>(examples: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const example of examples)
    for (const level of questionLevels(example.question)) {
      const group = groups.get(level);
      if (group) group.push(example);
      else groups.set(level, [example]);
    }
  return groups;
}

/** What is kept for the first level of a question that training has seen. */
export function firstSeen<T>(seen: ReadonlyMap<string, T>, question: string): T | undefined {
  for (const level of questionLevels(question)) {
    const found = seen.get(level);
    if (found !== undefined) return found;
  }
  return undefined;
}
