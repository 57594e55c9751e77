import type { PlotOptions } from '@observablehq/plot';
import type { ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import { Plot } from '../ui/chart.tsx';
import { timeText, usdText } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import type { RunLook } from './runLooks.ts';

/** One figure of one run; `to` and `end` are shares of the largest of its kind. */
export interface CostBar {
  kind: 'latency' | 'price';
  run: number;
  label: string;
  color: string;
  to: number;
  /** Of the line to the 95th percentile. */
  end: number;
  text: string;
}

/** Bars of the runs that kept a time or have a price, in the report's order. */
export function costBars({ runs }: ResultsSnapshot['report'], looks: readonly RunLook[]): CostBar[] {
  const slowest = Math.max(...runs.map(({ latency }) => latency?.p95Ms ?? 0)) || 1;
  const dearest = Math.max(...runs.map(({ usd }) => usd ?? 0)) || 1;
  return runs.flatMap(({ latency, usd }, run) => {
    const look = { run, label: looks[run]?.label ?? '', color: looks[run]?.color ?? '' };
    const bars: CostBar[] = [];
    if (latency) {
      const text = t('{0}, 95 % within {1}', timeText(latency.medianMs), timeText(latency.p95Ms));
      bars.push({ kind: 'latency', ...look, to: latency.medianMs / slowest, end: latency.p95Ms / slowest, text });
    }
    if (usd !== undefined)
      bars.push({ kind: 'price', ...look, to: usd / dearest, end: usd / dearest, text: usdText(usd) });
    return bars;
  });
}

const ROW = 40;

/** A row for each run: its bars of time and price, what they say above them. */
export function costsPlot(bars: readonly CostBar[], width: number): PlotOptions {
  const runs = [...new Set(bars.map(({ run }) => run))];
  const names = runs.flatMap((run) => bars.find((bar) => bar.run === run) ?? []);
  const kinds = [...new Set(bars.map(({ kind }) => kind))];
  const row = { fx: 'kind', y: 'run' } as const;
  const ink = 'var(--vscode-charts-foreground)';
  const words = { fontSize: 11, dy: -12, frameAnchor: 'left', textAnchor: 'start' } as const;
  return {
    width,
    height: runs.length * ROW + 4,
    margin: 0,
    marginLeft: 100,
    x: { domain: [0, 1], axis: null },
    y: { domain: runs, axis: null, padding: 0.7, paddingOuter: 0.5 },
    fx: { domain: kinds, axis: null, padding: 0.12 },
    marks: [
      Plot.barX(bars, { ...row, x1: 0, x2: 'to', fill: 'color', stroke: 'var(--vscode-contrastBorder, none)' }),
      Plot.ruleY(
        bars.filter(({ kind }) => kind === 'latency'),
        { ...row, x1: 'to', x2: 'end', stroke: ink },
      ),
      Plot.tickX(
        bars.filter(({ kind }) => kind === 'latency'),
        { ...row, x: 'end', stroke: ink, insetTop: 2, insetBottom: 2 },
      ),
      Plot.text(bars, { ...row, ...words, text: 'text', fill: 'var(--quiet)' }),
      Plot.text(names, {
        ...{ fx: () => kinds[0], y: 'run', frameAnchor: 'left', textAnchor: 'start', dx: -100, fontSize: 11 },
        ...{ text: 'label', textOverflow: 'ellipsis', lineWidth: 8.5, fill: ink },
      }),
    ],
  };
}
