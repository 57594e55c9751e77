import { createPace } from '../evaluate/pace.ts';
import type { PredictProgress } from '../evaluate/predict.ts';
import type { CliContext } from './context.ts';
import { createProgress } from './progress.ts';

/** A bar with the rate, the time left and the money. */
export function createEvaluateProgress(context: CliContext, model: string, maxCost: number | undefined) {
  const bar = createProgress(context);
  const paceOf = createPace();
  let last: PredictProgress = { done: 0, total: 0, errors: 0, usd: undefined };
  return {
    show: (progress: PredictProgress) => {
      last = progress;
      const { done, total } = progress;
      bar.show(done / total, `Asking ${model}`, detailOf(progress, paceOf(progress), maxCost));
    },
    /** What was shown last. */
    last: () => last,
    end: () => {
      bar.end();
    },
  };
}

function detailOf(
  { done, total, usd, waits }: PredictProgress,
  { rate, seconds }: ReturnType<ReturnType<typeof createPace>>,
  maxCost: number | undefined,
): string {
  const parts = [
    `${done} of ${total}`,
    ...(rate === undefined || rate === 0 ? [] : [`${rate.toPrecision(2)} a second`]),
    ...(seconds === undefined
      ? []
      : [`about ${seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`} left`]),
    ...(usd === undefined ? [] : [`$${usd.toFixed(2)}${maxCost === undefined ? '' : ` of $${maxCost}`}`]),
    ...(waits === undefined ? [] : [`the server asks to wait ${Math.ceil(waits / 1000)} s`]),
  ];
  return `, ${parts.join(', ')}`;
}
