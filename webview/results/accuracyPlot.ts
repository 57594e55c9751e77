import type { PlotOptions } from '@observablehq/plot';
import type { ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import { Plot } from '../ui/chart.tsx';
import { points, pText, signedPoints } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import type { RunLook } from './runLooks.ts';

export interface AccuracyBar {
  type: string;
  run: number;
  label: string;
  color: string;
  n: number;
  correct: number;
  value: number;
  low: number;
  high: number;
}

/** One bar a type and run, in the report's order. */
export function accuracyBars(
  report: ResultsSnapshot['report'],
  rule: 'strict' | 'lenient',
  looks: readonly Pick<RunLook, 'label' | 'color'>[],
): AccuracyBar[] {
  const types = [...new Set(report.runs.flatMap((run) => run.types.map(({ type }) => type)))];
  return types.flatMap((type) =>
    report.runs.flatMap((run, index) => {
      const found = run.types.find((other) => other.type === type);
      const look = looks[index];
      return found && look ? [{ type, run: index, label: look.label, color: look.color, ...found[rule] }] : [];
    }),
  );
}

const BAR = 14;
const BETWEEN = 16;
/** Room for what two runs differ by. */
const DIFFERENCE = 64;
const TICKS = [0, 0.25, 0.5, 0.75, 1];
/** Fewer than this say little: their bars are pale. */
const FEW = 10;

/** Bars with Wilson intervals, a group for each type. */
export function accuracyPlot(
  bars: readonly AccuracyBar[],
  width: number,
  differences: ResultsSnapshot['report']['pairs'][number]['types'],
): PlotOptions {
  const types = [...new Set(bars.map((bar) => bar.type))];
  const runs = [...new Set(bars.map((bar) => bar.run))];
  // the name and the count of a type stand beside its bars, one above the other
  const group = Math.max(2, runs.length) * BAR;
  const named = runs.length > 2;
  const marginLeft = Math.min(120, 24 + 7 * Math.max(...types.map((type) => type.length)));
  const compared = differences.length > 0 ? DIFFERENCE : 0;
  const marginRight = (named ? 132 : 52) + compared;
  const head = types.map((type) => ({ type, n: bars.find((bar) => bar.type === type)?.n ?? 0 }));
  const row = { fy: 'type', y: 'run' } as const;
  return {
    width,
    height: types.length * (group + BETWEEN) + 28,
    marginTop: 4,
    marginBottom: 24,
    marginLeft,
    marginRight,
    x: { domain: [0, 1], label: null },
    y: { axis: null, domain: runs, padding: 0.1 },
    fy: { axis: null, domain: types, padding: BETWEEN / (group + BETWEEN) },
    marks: [
      Plot.gridX({ ticks: TICKS, stroke: 'var(--vscode-charts-lines)', strokeOpacity: 0.35 }),
      Plot.axisX({
        ticks: TICKS,
        tickSize: 0,
        tickFormat: (value: number) => (value === 1 ? '100 %' : String(value * 100)),
        fill: 'var(--quiet)',
        fontSize: 11,
      }),
      Plot.barX(bars, {
        ...row,
        x: 'value',
        fill: 'color',
        fillOpacity: (bar: AccuracyBar) => (bar.n < FEW ? 0.5 : 1),
        stroke: 'var(--vscode-contrastBorder, none)',
        insetTop: 1,
        insetBottom: 1,
      }),
      Plot.ruleX([0], { stroke: 'var(--vscode-charts-lines)' }),
      Plot.ruleY(bars, { ...row, x1: 'low', x2: 'high', stroke: 'var(--vscode-charts-foreground)' }),
      ...(['low', 'high'] as const).map((x) =>
        Plot.tickX(bars, { ...row, x, stroke: 'var(--vscode-charts-foreground)', insetTop: 4, insetBottom: 4 }),
      ),
      Plot.text(bars, {
        ...row,
        x: 'high',
        text: (bar: AccuracyBar) => (named ? `${points(bar.value)}  ${bar.label}` : points(bar.value)),
        textAnchor: 'start',
        dx: 6,
        fontSize: 11,
        fill: 'var(--vscode-charts-foreground)',
      }),
      Plot.text(head, {
        fy: 'type',
        frameAnchor: 'left',
        textAnchor: 'start',
        dx: -marginLeft,
        dy: -8,
        text: 'type',
        fill: 'var(--vscode-charts-foreground)',
      }),
      Plot.text(head, {
        fy: 'type',
        frameAnchor: 'left',
        textAnchor: 'start',
        dx: -marginLeft,
        dy: 8,
        text: ({ n }: { n: number }) => t('n {0}', n),
        fontSize: 11,
        fill: 'var(--quiet)',
      }),
      ...(['difference', 'holmP'] as const).map((figure) =>
        Plot.text(differences, {
          fy: 'type',
          frameAnchor: 'right',
          textAnchor: 'end',
          dx: marginRight,
          dy: figure === 'difference' ? -8 : 8,
          text: (pair: (typeof differences)[number]) =>
            figure === 'difference' ? signedPoints(pair.difference) : pText(pair.holmP),
          fontSize: figure === 'difference' ? 12 : 11,
          fontWeight: figure === 'difference' ? 600 : 400,
          fill: figure === 'difference' ? 'var(--vscode-charts-foreground)' : 'var(--quiet)',
        }),
      ),
    ],
  };
}
