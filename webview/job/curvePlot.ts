import type { PlotOptions } from '@observablehq/plot';
import { Plot } from '../ui/chart.tsx';
import { language, plural, t } from '../ui/l10n.ts';
import { bestText, turnOf, type Curves } from './curve.ts';
import { apart, calloutAt, checkpointLabels, endLabels, GAP } from './curveLabels.ts';
import { risesText } from './curveText.ts';
import { frameOf, isRoomy, type CurvePlotData } from './curveFrame.ts';
import { niceStep, textWidth, ticksTo, valueAt, xOf, yOf, type Frame } from './frame.ts';

/** Pixels that a dot needs to be one. */
const DOT = 6;
const INK = 'var(--vscode-charts-foreground)';
const QUIET = 'var(--quiet)';
const COLORS = { training: 'var(--run-1)', validation: 'var(--run-2)' } as const;
/** Words stay readable over a line. */
const HALO = { stroke: 'var(--ground)', strokeWidth: 4 } as const;

function axes({ measure }: Curves, frame: Frame): NonNullable<PlotOptions['marks']> {
  const { end, peak, right, left } = frame;
  const step = measure === 'accuracy' ? 0.25 : niceStep(peak, 4);
  const values = ticksTo(peak, step);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const stride = Math.max(1, niceStep(end, Math.max(2, (right - left) / 160)));
  // the last step stands at the end, whatever comes next to it goes
  const steps = [...ticksTo(end, stride).filter((each) => end - each > stride / 2), end];
  const axis = { label: null, tickSize: 0, fill: QUIET, fontSize: 11 } as const;
  return [
    Plot.gridY(values.slice(1), { stroke: 'var(--vscode-charts-lines)', strokeOpacity: 0.35 }),
    Plot.axisY(values, {
      ...axis,
      tickFormat: (value: number) =>
        measure === 'loss'
          ? value.toLocaleString(language(), { minimumFractionDigits: digits, maximumFractionDigits: digits })
          : value === 1
            ? '100 %'
            : String(value * 100),
    }),
    Plot.axisX(steps, {
      ...axis,
      tickFormat: (value: number) => (value === 0 ? t('step {0}', 0) : value.toLocaleString(language())),
    }),
    Plot.ruleY([0], { stroke: 'var(--vscode-charts-lines)' }),
  ];
}

function lines({ train, smooth, valid }: Curves, frame: Frame): NonNullable<PlotOptions['marks']> {
  const at = { x: 'step', y: 'value' } as const;
  const thick = { ...at, strokeWidth: 2, strokeLinejoin: 'round' } as const;
  const room = (count: number) => (frame.right - frame.left) / count >= DOT;
  return [
    ...(smooth.length > 0
      ? [Plot.line(train, { ...at, stroke: 'var(--raw)', strokeWidth: 1 })]
      : [Plot.dot(train, { ...at, r: 2.5, fill: COLORS.training })]),
    Plot.line(smooth.length > 0 ? smooth : train, { ...thick, stroke: COLORS.training }),
    Plot.line(valid, { ...thick, stroke: COLORS.validation }),
    ...(room(valid.length) ? [Plot.dot(valid, { ...at, r: 2.5, fill: COLORS.validation })] : []),
  ];
}

function checkpointMarks({ checkpoints, now }: CurvePlotData, frame: Frame): NonNullable<PlotOptions['marks']> {
  const shown = checkpoints.filter(({ step }) => step <= frame.end).toSorted((a, b) => a.step - b.step);
  const until = now === undefined ? frame.width : xOf(frame, now);
  const labels = checkpointLabels(frame, shown, until);
  return [
    Plot.ruleX(shown, { x: 'step', stroke: INK, strokeDasharray: '2 3' }),
    Plot.dot(shown, { x: 'step', y: 0, symbol: 'diamond2', r: 4, fill: INK }),
    Plot.text(labels, {
      ...HALO,
      x: 'step',
      y: frame.peak,
      dx: GAP,
      dy: 6,
      text: 'text',
      textAnchor: 'start',
      fontSize: 11,
      fill: QUIET,
    }),
  ];
}

function nowMarks(
  { now, curve }: CurvePlotData,
  frame: Frame,
  ends: readonly number[],
): NonNullable<PlotOptions['marks']> {
  if (now === undefined || now >= frame.end) return [];
  const { steps } = curve;
  const left = steps === undefined ? '' : plural(steps - now, '{0} step to go', '{0} steps to go');
  const [from, to] = [xOf(frame, now), frame.right];
  const low = ends.some((y) => y > frame.bottom - 28);
  const room = to - from - (low ? 2 * textWidth(left, 11) : 0) > textWidth(left, 11) + 2 * GAP + (low ? 160 : 0);
  const small = { ...HALO, fontSize: 11, fill: QUIET } as const;
  return [
    Plot.ruleX([now], { stroke: 'var(--vscode-charts-lines)' }),
    ...(to - from > 40
      ? [
          Plot.text([t('now')], {
            ...small,
            x: now,
            y: frame.peak,
            dx: GAP,
            dy: 6,
            textAnchor: 'start',
            text: (d: string) => d,
          }),
        ]
      : []),
    ...(room ? [Plot.text([left], { ...small, x: (now + frame.end) / 2, y: 0, dy: -12, text: (d: string) => d })] : []),
  ];
}

function turnMarks({ curves, curve, checkpoints }: CurvePlotData, frame: Frame): NonNullable<PlotOptions['marks']> {
  const turn = turnOf(curves, curve);
  if (!turn || !curve.rises) return [];
  const head = risesText(curve.rises.since);
  const { anchor, dx, bottom, beside } = calloutAt(frame, curves, turn, textWidth(head, 12));
  const words = { ...HALO, x: 'step', textAnchor: anchor, lineAnchor: 'bottom', dx } as const;
  const from = valueAt(frame, yOf(frame, turn.value) - 7);
  const { best } = curve.rises;
  const lines = [head, ...(best === undefined ? [] : [bestText(best, checkpoints)])];
  return [
    Plot.ruleX([turn], { x: 'step', y1: from, y2: valueAt(frame, beside ? bottom - 12 : bottom + 4), stroke: INK }),
    Plot.dot([turn], { x: 'step', y: 'value', r: 6, stroke: INK, strokeWidth: 1.5 }),
    ...lines.map((text, index) =>
      Plot.text([turn], {
        ...words,
        y: valueAt(frame, bottom - 16 * (lines.length - 1 - index)),
        text: () => text,
        ...(index === 0 ? { fontWeight: 600, fill: INK } : { fill: QUIET }),
      }),
    ),
  ];
}

/** Training and validation by step, with checkpoints, where the job is now, and where validation turned. */
export function curvePlot(data: CurvePlotData, width: number): PlotOptions {
  const { curves, now } = data;
  const frame = frameOf(data, width);
  const labels = endLabels(curves, isRoomy(width));
  const last = Math.max(now ?? 0, ...labels.map(({ at }) => at.step));
  const heights = apart(
    frame,
    labels.map(({ at }) => yOf(frame, at.value)),
  );
  return {
    width,
    height: frame.height,
    marginTop: frame.top,
    marginBottom: frame.height - frame.bottom,
    marginLeft: frame.left,
    marginRight: width - frame.right,
    x: { domain: [0, frame.end], axis: null },
    y: { domain: [0, frame.peak], axis: null },
    marks: [
      ...axes(curves, frame),
      ...checkpointMarks(data, frame),
      ...nowMarks(data, frame, heights),
      ...lines(curves, frame),
      ...turnMarks(data, frame),
      ...labels.map(({ kind, text }, index) =>
        Plot.text([text], {
          ...HALO,
          x: last,
          y: valueAt(frame, heights[index] ?? 0),
          dx: GAP,
          text: (d: string) => d,
          textAnchor: 'start',
          fontWeight: 600,
          fill: COLORS[kind],
        }),
      ),
    ],
  };
}
