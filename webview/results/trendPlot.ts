import type { PlotOptions } from '@observablehq/plot';
import type { RunRole, TrendPoint } from '../../src/protocol/resultsPage.ts';
import { Plot } from '../ui/chart.tsx';
import { t } from '../ui/l10n.ts';

/** How a run of the report looks, and which model it is of. */
export interface TrendLook {
  model: string;
  role: RunRole;
  color: string;
}

export interface TrendDot {
  label: string;
  color: string;
  name: string;
  at: Date;
  n: number;
  value: number;
  low: number;
  high: number;
}

export interface TrendLine {
  label: string;
  color: string;
  dots: TrendDot[];
}

const labelOf = ({ model, role }: Pick<TrendPoint, 'model' | 'role'>) =>
  role === 'control' ? t('{0}, control', model) : model;

/** A line for each model, in the colour of its run in the report, grey where it has none; a control arm is a model. */
export function trendLines(points: readonly TrendPoint[], looks: readonly TrendLook[]): TrendLine[] {
  return [...Map.groupBy(points, labelOf)].map(([label, own]) => {
    const color = looks.find((look) => labelOf(look) === label)?.color ?? 'var(--grey-2)';
    const dots = own.map(({ name, started, strict }) => ({ label, color, name, at: new Date(started), ...strict }));
    return { label, color, dots };
  });
}

const HEIGHT = 220;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** Accuracy by date, Wilson's interval at each dot. */
export function trendPlot(lines: readonly TrendLine[], width: number): PlotOptions {
  const dots = lines.flatMap((line) => line.dots);
  const axis = { tickSize: 0, fill: 'var(--quiet)', fontSize: 11 } as const;
  return {
    width,
    height: HEIGHT,
    ...{ marginTop: 8, marginRight: 12, marginBottom: 36, marginLeft: 44 },
    x: { type: 'time', label: null, inset: 12 },
    y: { domain: [0, 1], label: null },
    marks: [
      Plot.gridY({ ticks: TICKS, stroke: 'var(--vscode-charts-lines)', strokeOpacity: 0.35 }),
      Plot.axisY({
        ...axis,
        ticks: TICKS,
        tickFormat: (value: number) => (value === 1 ? '100 %' : String(value * 100)),
      }),
      Plot.axisX({ ...axis, ticks: Math.max(2, Math.floor(width / 110)) }),
      Plot.ruleX(dots, {
        x: 'at',
        y1: 'low',
        y2: 'high',
        stroke: 'var(--vscode-charts-foreground)',
        strokeOpacity: 0.6,
      }),
      Plot.line(dots, { x: 'at', y: 'value', z: 'label', stroke: 'color', strokeWidth: 2 }),
      Plot.dot(dots, { x: 'at', y: 'value', r: 4, fill: 'color', stroke: 'var(--vscode-contrastBorder, none)' }),
    ],
  };
}
