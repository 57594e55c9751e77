import type { CheckpointView, CurveView } from '../../src/protocol/jobPage.ts';
import { language } from '../ui/l10n.ts';
import type { Curves } from './curve.ts';
import { endLabels, GAP } from './curveLabels.ts';
import { niceStep, textWidth, type Frame } from './frame.ts';

export interface CurvePlotData {
  curves: Curves;
  curve: CurveView;
  checkpoints: readonly CheckpointView[];
  /** Step of a job that goes on. */
  now: number | undefined;
}

/** Whether a drawing so wide is tall too and says everything. @param width in pixels */
export const isRoomy = (width: number): boolean => width >= 640;

/** A drawing's edges: at the right there is room for the words at the lines' ends. */
export function frameOf({ curves, now }: CurvePlotData, width: number): Frame {
  const { measure, end, peak, train, valid } = curves;
  const roomy = isRoomy(width);
  const height = roomy ? 368 : 264;
  const step = niceStep(peak || 1, 4);
  const left = measure === 'accuracy' ? 48 : 40;
  const last = Math.max(now ?? 0, train.at(-1)?.step ?? 0, valid.at(-1)?.step ?? 0);
  const words = Math.max(...endLabels(curves, roomy).map(({ text }) => textWidth(text, 12.5))) + GAP;
  const room = last === 0 ? Infinity : ((width - words - left) * end) / last;
  return {
    width,
    height,
    left,
    right: left + Math.min(room, width - Math.max(12, textWidth(end.toLocaleString(language()), 11) / 2) - left),
    top: 16,
    bottom: height - 28,
    end,
    peak: measure === 'accuracy' ? 1 : Math.max(step, Math.ceil(peak / step - 1e-9) * step),
  };
}
