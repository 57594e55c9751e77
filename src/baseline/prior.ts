import { byQuestionLevel, firstSeen, type Answerer, type TrainingExample } from './learner.ts';

/** The most frequent training answer for each question level: what a model can score without looking at the image. */
export type PriorModel = Record<string, string>;

export function trainPrior(examples: readonly TrainingExample[]): PriorModel {
  const model: PriorModel = {};
  for (const [level, group] of byQuestionLevel(examples))
    model[level] = mostFrequent(group.map(({ answer }) => answer));
  return model;
}

export function priorAnswerer(model: PriorModel): Answerer {
  const seen = new Map(Object.entries(model));
  return { answer: ({ question }) => firstSeen(seen, question) ?? '' };
}

/** Of equally frequent answers the one that came first. */
function mostFrequent(answers: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  let best = '';
  let most = 0;
  for (const [answer, count] of counts)
    if (count > most) {
      best = answer;
      most = count;
    }
  return best;
}
