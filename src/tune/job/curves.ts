import type { JobEvent } from './events.ts';
import type { MetricsRow } from './resultFile.ts';

/** What was measured at one step; accuracies from 0 to 1. */
export interface CurvePoint {
  step: number;
  trainLoss?: number;
  validLoss?: number;
  trainAccuracy?: number;
  validAccuracy?: number;
}

type Measure = Exclude<keyof CurvePoint, 'step'>;

/** Names of vendors' events and result files; of two for one measure the later one here counts. */
const COLUMNS: readonly (readonly [column: string, measure: Measure])[] = [
  ['train_loss', 'trainLoss'],
  ['train_accuracy', 'trainAccuracy'],
  ['train_mean_token_accuracy', 'trainAccuracy'],
  ['full_valid_loss', 'validLoss'],
  ['valid_loss', 'validLoss'],
  ['validation_loss', 'validLoss'],
  ['full_valid_mean_token_accuracy', 'validAccuracy'],
  ['valid_accuracy', 'validAccuracy'],
  ['valid_mean_token_accuracy', 'validAccuracy'],
  ['validation_mean_token_accuracy', 'validAccuracy'],
];

const NUMBER = String.raw`\d+(?:\.\d+)?(?:e[-+]?\d+)?`;
/** `Step 300/460: training loss=0.17, validation loss=0.51`, of jobs whose events carry no data. */
const STEP = new RegExp(
  String.raw`Step (?<step>\d+)(?:\/(?<steps>\d+))?: training loss=(?<train>${NUMBER})(?:, validation loss=(?<valid>${NUMBER}))?`,
);

/** Learning curves by step, from events and, where there is one, the result file, whose figures are the final ones. */
export function curveOf(events: readonly JobEvent[], rows: readonly MetricsRow[]): CurvePoint[] {
  const points = new Map<number, CurvePoint>();
  const add = (row: Readonly<Record<string, unknown>>) => {
    const { step } = row;
    if (typeof step !== 'number') return;
    const point = points.get(step) ?? { step };
    for (const [column, measure] of COLUMNS) {
      const value = row[column];
      if (typeof value === 'number' && Number.isFinite(value)) point[measure] = value;
    }
    points.set(step, point);
  };
  for (const event of events) add(measuredIn(event));
  for (const row of rows) add(row);
  return [...points.values()].filter((point) => Object.keys(point).length > 1).sort((a, b) => a.step - b.step);
}

/** Steps done and in all, as far as the events say. */
export function stepsOf(events: readonly JobEvent[]): { step?: number; steps?: number } {
  let found: { step?: number; steps?: number } = {};
  for (const event of events) {
    const { step, total_steps: steps } = measuredIn(event);
    if (typeof step === 'number' && step >= (found.step ?? 0)) found = { ...found, step };
    if (typeof steps === 'number') found = { ...found, steps };
  }
  return found;
}

function measuredIn({ data, message }: JobEvent): Readonly<Record<string, unknown>> {
  if (typeof data === 'object' && data !== null && 'step' in data) return { ...data };
  const said = STEP.exec(message)?.groups;
  if (!said) return {};
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  return {
    step: number(said['step']),
    total_steps: number(said['steps']),
    train_loss: number(said['train']),
    valid_loss: number(said['valid']),
  };
}

/**
 * At most about `most` points of the same shape: those with a validation as far as they are at most half of it, and of
 * the others the lowest and highest of each stretch.
 */
export function thinned(points: readonly CurvePoint[], most: number): CurvePoint[] {
  if (points.length <= most) return [...points];
  const validated = points.filter(isValidated);
  const others = points.filter((point) => !isValidated(point));
  const first = extremesOf(validated, Math.max(most / 2, most - others.length), validLevelOf);
  const kept = new Set([...first, ...extremesOf(others, most - first.length, trainLevelOf)]);
  return points.filter((point) => kept.has(point));
}

function extremesOf(
  points: readonly CurvePoint[],
  most: number,
  levelOf: (point: CurvePoint) => number,
): readonly CurvePoint[] {
  if (points.length <= most) return points;
  const stretch = Math.ceil((points.length * 2) / Math.max(2, most));
  const kept: CurvePoint[] = [];
  for (let from = 0; from < points.length; from += stretch) {
    const part = points.slice(from, from + stretch).sort((a, b) => levelOf(a) - levelOf(b));
    for (const point of [part[0], part.at(-1)]) if (point) kept.push(point);
  }
  return kept;
}

const isValidated = ({ validLoss, validAccuracy }: CurvePoint) =>
  validLoss !== undefined || validAccuracy !== undefined;
const trainLevelOf = ({ trainLoss, trainAccuracy }: CurvePoint) => trainLoss ?? trainAccuracy ?? 0;
const validLevelOf = ({ validLoss, validAccuracy }: CurvePoint) => validLoss ?? validAccuracy ?? 0;
