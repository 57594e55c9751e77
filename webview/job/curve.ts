import type { CheckpointView, CurvePoint, CurveView } from '../../src/protocol/jobPage.ts';
import { points, score } from '../ui/format.ts';
import { language, t } from '../ui/l10n.ts';
import { smoothed, type Reading } from './smooth.ts';

export const MEASURES = ['loss', 'accuracy'] as const;
export type Measure = (typeof MEASURES)[number];

/** What is drawn of one measure. */
export interface Curves {
  measure: Measure;
  train: Reading[];
  /** Empty where there are too few to smooth. */
  smooth: Reading[];
  valid: Reading[];
  /** The last step: of the whole job where it is known. */
  end: number;
  /** The greatest value. */
  peak: number;
}

const KEYS = { loss: ['trainLoss', 'validLoss'], accuracy: ['trainAccuracy', 'validAccuracy'] } as const;

/** A loss that ran off to infinity is no place on a chart. */
const isMeasured = (value: number | undefined): value is number => value !== undefined && Number.isFinite(value);

const readings = (all: readonly CurvePoint[], key: keyof CurvePoint): Reading[] =>
  all.flatMap((point) => {
    const value = point[key];
    return isMeasured(value) ? [{ step: point.step, value }] : [];
  });

/** Which measures there is a point of. */
export const measuresOf = ({ points: all }: CurveView): Measure[] =>
  MEASURES.filter((measure) => all.some((point) => KEYS[measure].some((key) => isMeasured(point[key]))));

/** The curves of one measure. */
export function curvesOf(curve: CurveView, measure: Measure): Curves {
  const [trainKey, validKey] = KEYS[measure];
  const train = readings(curve.points, trainKey);
  const valid = readings(curve.points, validKey);
  const all = [...train, ...valid];
  return {
    measure,
    train,
    smooth: smoothed(train),
    valid,
    end: all.reduce((end, { step }) => Math.max(end, step), Math.max(1, curve.steps ?? 0)),
    peak: all.reduce((peak, { value }) => Math.max(peak, value), 0),
  };
}

/** The place where the validation loss turned; `undefined` where it did not, or nothing was measured there. */
export function turnOf(curves: Curves, { rises }: CurveView): Reading | undefined {
  return curves.measure === 'loss' ? curves.valid.find(({ step }) => step === rises?.since) : undefined;
}

/** A loss with two digits, of a small one the first two that say something. */
export const lossText = (value: number): string =>
  value !== 0 && Math.abs(value) < 0.1
    ? value.toLocaleString(language(), { maximumSignificantDigits: 2 })
    : score(value);

/** A value as it is read: "0.18", "76.8 %". */
export const valueText = (measure: Measure, value: number): string =>
  measure === 'loss' ? lossText(value) : t('{0} %', points(value));

/** A checkpoint as people call it. */
export const checkpointText = ({ epoch, step }: Pick<CheckpointView, 'epoch' | 'step'>): string =>
  epoch === undefined ? t('step {0}', step) : t('epoch {0}', epoch);

/** Which checkpoint to take, as people call it. @param best its name */
export function bestText(best: string, checkpoints: readonly CheckpointView[]): string {
  const found = checkpoints.find(({ model }) => model === best);
  return t('{0} looks best', found ? checkpointText(found) : best);
}
