import type { PlotOptions } from '@observablehq/plot';
import type { ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import { Plot } from '../ui/chart.tsx';
import { points } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { RATINGS, type Rating } from '../ui/marks.tsx';
import type { RunLook } from './runLooks.ts';

/** A piece of a stacked bar: answers of one run with one rating, as a share of all its rated answers. */
export interface RatingPiece {
  label: string;
  rating: Rating;
  step: number;
  count: number;
  from: number;
  to: number;
}

/** A CSS colour for the best rating (0) to the worst (3). */
export const stepColor = (step: number): string => `var(--step-${step + 1})`;

/** Pieces of every run that was rated, in the order of the report, best rating first; empty ratings have none. */
export function ratingPieces(
  report: ResultsSnapshot['report'],
  looks: readonly Pick<RunLook, 'label'>[],
): RatingPiece[] {
  return report.runs.flatMap((run, index) => {
    const counts = RATINGS.map((rating) => run.ratings[rating] ?? 0);
    const all = counts.reduce((sum, count) => sum + count, 0);
    let before = 0;
    return RATINGS.flatMap((rating, step) => {
      const count = counts[step] ?? 0;
      if (count === 0) return [];
      const from = before / all;
      before += count;
      return [{ label: looks[index]?.label ?? run.name, rating, step, count, from, to: before / all }];
    });
  });
}

const ROW = 44;
/** A number needs this many pixels to stand inside its piece. */
const ROOM = 26;

/** Stacked bars, the name of the run and its share of the best rating above each. */
export function ratingsPlot(pieces: readonly RatingPiece[], width: number): PlotOptions {
  const labels = [...new Set(pieces.map((piece) => piece.label))];
  const numbers = pieces.filter((piece) => (piece.to - piece.from) * width >= ROOM);
  const best = labels.map((label) => ({
    label,
    share: pieces.find((piece) => piece.label === label && piece.step === 0)?.to ?? 0,
  }));
  const above = { fy: 'label', dy: -5, fontSize: 11, lineAnchor: 'bottom' } as const;
  return {
    width,
    height: labels.length * ROW,
    margin: 0,
    x: { domain: [0, 1], axis: null },
    fy: { domain: labels, axis: null, paddingInner: 0, paddingOuter: 0 },
    marks: [
      Plot.barX(pieces, {
        fy: 'label',
        x1: 'from',
        x2: 'to',
        fill: ({ step }: RatingPiece) => stepColor(step),
        stroke: 'var(--vscode-contrastBorder, none)',
        insetTop: 20,
        insetBottom: 4,
        insetRight: 1,
      }),
      Plot.text(numbers, {
        fy: 'label',
        x: ({ from, to, step }: RatingPiece) => (step === 0 ? from : (from + to) / 2),
        dx: 0,
        dy: 8,
        text: ({ count, step }: RatingPiece) => (step === 0 ? `  ${count.toLocaleString()}` : count.toLocaleString()),
        textAnchor: 'middle',
        fontSize: 11,
        fill: 'var(--vscode-charts-foreground)',
        filter: ({ step }: RatingPiece) => step > 0,
      }),
      Plot.text(numbers, {
        fy: 'label',
        x: 'from',
        dx: 8,
        dy: 8,
        text: ({ count }: RatingPiece) => count.toLocaleString(),
        textAnchor: 'start',
        fontSize: 11,
        fontWeight: 600,
        fill: 'var(--ground)',
        filter: ({ step }: RatingPiece) => step === 0,
      }),
      Plot.text(best, {
        ...above,
        frameAnchor: 'top-left',
        text: 'label',
        dy: 3,
        lineAnchor: 'top',
        fill: 'var(--vscode-charts-foreground)',
      }),
      Plot.text(best, {
        ...above,
        frameAnchor: 'top-right',
        text: ({ share }: { share: number }) => t('{0} % {1}', points(share), t('Very Similar')),
        dy: 3,
        lineAnchor: 'top',
        fill: 'var(--quiet)',
      }),
    ],
  };
}
