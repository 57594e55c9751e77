import { quantile } from './quantile.ts';
import type { Costs } from './report.ts';
import type { Prediction, RunInfo } from './run.ts';
import { usdOf } from './spending.ts';

/** Middle of the answers' times in milliseconds; `undefined` where none was kept. */
export function medianLatencyMs(predictions: Iterable<Prediction>): number | undefined {
  const times = timesOf(predictions);
  return times.length === 0 ? undefined : quantile(times, 0.5);
}

/** What the answers took: each part only where the run kept it, with the number of answers it is made of. */
export function costsOf(predictions: readonly Prediction[], prices: RunInfo['prices']): Costs {
  const times = timesOf(predictions);
  const used = predictions.flatMap(({ usage }) => usage ?? []);
  const sum = (of: (usage: (typeof used)[number]) => number) => used.reduce((total, usage) => total + of(usage), 0);
  const tokens = {
    n: used.length,
    prompt: sum((usage) => usage.prompt_tokens),
    completion: sum((usage) => usage.completion_tokens),
  };
  const usd = usdOf({ prompt_tokens: tokens.prompt, completion_tokens: tokens.completion }, prices);
  return {
    ...(times.length > 0 && {
      latency: { n: times.length, medianMs: quantile(times, 0.5), p95Ms: quantile(times, 0.95) },
    }),
    ...(used.length > 0 && { tokens }),
    ...(used.length > 0 && usd !== undefined && { usd }),
  };
}

function timesOf(predictions: Iterable<Prediction>): Float64Array {
  const times: number[] = [];
  for (const { latency_ms } of predictions) if (latency_ms !== undefined) times.push(latency_ms);
  return Float64Array.from(times).sort();
}
