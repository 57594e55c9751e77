import { DESCRIPTOR_PARTS, partDistances } from '../images/descriptor.ts';
import { byQuestionLevel, questionLevels, type Answerer, type Query, type TrainingExample } from './learner.ts';

/** Training examples as they are, and how much each part of the descriptor counts for a question level. */
export interface NearestModel {
  examples: readonly TrainingExample[];
  /** By question level; a level that is missing weighs all parts alike. */
  weights: Record<string, number[]>;
}

/** Fewer examples than this say too little about which part matters. */
const ENOUGH = 20;
/** Weights are fitted on at most this many examples of a question, spread evenly. */
const AT_MOST = 300;
const FACTORS = [0, 0.25, 0.5, 2, 4];
const ALIKE: readonly number[] = DESCRIPTOR_PARTS.map(() => 1);

/**
 * Keeps the examples and learns, for each exact question, which parts of the descriptor to look at: the weights under
 * which most training examples are answered rightly by their nearest neighbour, themselves left out.
 */
export function trainNearest(examples: readonly TrainingExample[]): NearestModel {
  const weights: NearestModel['weights'] = {};
  for (const [level, group] of byQuestionLevel(examples)) {
    const fitted = weightsFor(level, group);
    if (fitted) weights[level] = fitted;
  }
  return { examples, weights };
}

export function nearestAnswerer({ examples, weights }: NearestModel): Answerer {
  const groups = byQuestionLevel(examples);
  return {
    answer: (query) => nearestTo(groups, query, weights[questionLevels(query.question)[0]], 1)[0]?.example.answer ?? '',
  };
}

export interface Neighbour<T> {
  example: T;
  /** From 0, the same; `undefined` where one of both has no image. */
  distance: number | undefined;
}

/**
 * The `count` examples nearest to a query, those of the same question before those of a vaguer one, each by its image;
 * of equals the earlier one.
 * @param weights of the parts of the descriptor for this question; all alike where it has none
 */
export function nearestTo<T extends TrainingExample>(
  groups: ReadonlyMap<string, readonly T[]>,
  { question, image }: Query,
  weights: readonly number[] = ALIKE,
  count: number,
): Neighbour<T>[] {
  const found: Neighbour<T>[] = [];
  const taken = new Set<T>();
  for (const level of questionLevels(question)) {
    const best: (Neighbour<T> & { key: number })[] = [];
    for (const example of groups.get(level) ?? []) {
      if (taken.has(example)) continue;
      const distance = image && example.image ? weigh(partDistances(image, example.image), weights) : undefined;
      const key = distance ?? Infinity;
      const at = best.findIndex((other) => key < other.key);
      if (at < 0 && best.length >= count - found.length) continue;
      best.splice(at < 0 ? best.length : at, 0, { example, distance, key });
      if (best.length > count - found.length) best.pop();
    }
    for (const { example, distance } of best) {
      taken.add(example);
      found.push({ example, distance });
    }
    if (found.length >= count) break;
  }
  return found;
}

/** How much each part of the descriptor counts for a question; `undefined` where too few examples tell. */
export function weightsFor(level: string, group: readonly TrainingExample[]): number[] | undefined {
  return level === '' || level.endsWith(' …') || group.length < ENOUGH ? undefined : fitWeights(evenly(group, AT_MOST));
}

const weigh = (distances: readonly number[], weights: readonly number[]): number =>
  distances.reduce((sum, distance, part) => sum + distance * (weights[part] ?? 0), 0);

function evenly<T>(items: readonly T[], count: number): readonly T[] {
  return items.length <= count ? items : items.filter((_, at) => (at * count) % items.length < count);
}

/** Coordinate ascent on leave-one-out accuracy, from equal weights; a change must gain at least one example. */
function fitWeights(group: readonly TrainingExample[]): number[] {
  const distances = group.map((a) =>
    group.map((b) => (a.image && b.image ? partDistances(a.image, b.image) : undefined)),
  );
  let weights = [...ALIKE];
  let best = leaveOneOut(group, distances, weights);
  for (let round = 0; round < 2; round++)
    for (const part of weights.keys())
      for (const factor of FACTORS) {
        const tried = weights.with(part, (weights[part] ?? 0) * factor);
        const right = leaveOneOut(group, distances, tried);
        if (right <= best) continue;
        best = right;
        weights = tried;
      }
  return weights;
}

function leaveOneOut(
  group: readonly TrainingExample[],
  distances: readonly (readonly (number[] | undefined)[])[],
  weights: readonly number[],
): number {
  let right = 0;
  for (const [at, row] of distances.entries()) {
    let best: TrainingExample | undefined;
    let nearest = Infinity;
    for (const [other, parts] of row.entries()) {
      const distance =
        parts && other !== at && group[other]?.image !== group[at]?.image ? weigh(parts, weights) : Infinity;
      if (distance >= nearest) continue;
      nearest = distance;
      best = group[other];
    }
    if (best?.answer === group[at]?.answer) right++;
  }
  return right;
}
