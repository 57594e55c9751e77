import { isRight } from './match.ts';
import type { Prediction, RunInfo } from './run.ts';
import { percent } from './verdict.ts';

/** What sentences about runs are made of. */
export interface RunAtHand {
  info: Pick<RunInfo, 'model' | 'arm' | 'test' | 'provider'>;
  predictions: ReadonlyMap<number, Prediction>;
}

/** `(provisional: after 120 of 485)` where one of the runs compared is not complete; else `''`. */
export function provisional(runs: readonly RunAtHand[], names: readonly string[], compared: readonly number[]): string {
  const parts = [...new Set(compared)].flatMap((at) => {
    const run = runs[at];
    if (!run || run.predictions.size >= run.info.test.examples) return [];
    const count = `after ${run.predictions.size} of ${run.info.test.examples}`;
    return [runs.length === 1 ? count : `${names[at] ?? ''} ${count}`];
  });
  return parts.length === 0 ? '' : `(provisional: ${parts.join(', ')})`;
}

/**
 * For every control arm the share of its model's accuracy that is there without the right picture, over the examples
 * both were asked.
 */
export function withoutPicture(runs: readonly RunAtHand[], names: readonly string[]): string[] {
  return runs.flatMap((control) => {
    const { arm, model } = control.info;
    if (arm === 'normal') return [];
    const at = runs.findIndex(
      ({ info }) => info.arm === 'normal' && info.model === model && sameTest(info, control.info),
    );
    const run = runs[at];
    if (!run) return [];
    const pairs = [...run.predictions.values()].flatMap((seen) => {
      const unseen = control.predictions.get(seen.example_id);
      return unseen ? [[isRight(seen, 'strict'), isRight(unseen, 'strict')] as const] : [];
    });
    const right = pairs.filter(([seen]) => seen).length;
    const rightUnseen = pairs.filter(([, unseen]) => unseen).length;
    if (right === 0) return [];
    const name = names[at] ?? model;
    const share = rightUnseen / right;
    const is = `With ${arm} images ${name} is right in ${percent(rightUnseen / pairs.length)} %`;
    return share >= 1
      ? [`${is}, no less than with its own: none of its accuracy needed the picture.`]
      : [`${is}: ${Math.round(share * 100)} % of its accuracy never needed the picture.`];
  });
}

/** Runs over other bytes of the test file than the first: the same number may stand for another question there. */
export function otherVersions(runs: readonly RunAtHand[], names: readonly string[]): string[] {
  const [first, ...rest] = runs;
  if (!first) return [];
  const others = rest.flatMap((run, at) => (sameTest(run.info, first.info) ? [] : [names[at + 1] ?? '']));
  if (others.length === 0) return [];
  return [
    `${others.join(', ')} ${others.length === 1 ? 'was' : 'were'} asked another version of the test file than ${names[0] ?? ''}: ` +
      'what is compared may not be the same questions; evaluate again on one version.',
  ];
}

/** A cookbook's result file does not say what it was made on. */
const sameTest = (a: RunAtHand['info'], b: RunAtHand['info']) =>
  a.test.sha256 === '' || b.test.sha256 === '' || a.test.sha256 === b.test.sha256;
