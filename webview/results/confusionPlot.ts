import type { PlotOptions } from '@observablehq/plot';
import type { Confusion } from '../../src/protocol/resultsPage.ts';
import { Plot } from '../ui/chart.tsx';
import { points } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';

export interface ClassFigures {
  name: string;
  counts: readonly number[];
  hits: number;
  support: number;
  precision: number;
  recall: number;
  f1: number;
}

const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

/** Each reference with its row and what the row says. */
export function classFigures({ classes, counts }: Confusion): ClassFigures[] {
  return classes.map((name, at) => {
    const row = counts[at] ?? [];
    const hits = row[at] ?? 0;
    const support = row.reduce((sum, count) => sum + count, 0);
    const said = counts.reduce((sum, other) => sum + (other[at] ?? 0), 0);
    return {
      ...{ name, counts: row, hits, support },
      precision: ratio(hits, said),
      recall: ratio(hits, support),
      f1: ratio(2 * hits, support + said),
    };
  });
}

/** The strongest tone on which text in the colour of the theme still reads. */
const STRONGEST = 55;
const [HEAD, ROW, LEAST_ROW, NAME, RECALL] = [20, 32, 14, 84, 52];
/** A cell this wide has room for its count. */
const ROOM = 22;
const HEIGHT = 420;

/** A heat map: each row's shares by tone, the counts where there is room, recall at the end. */
export function confusionPlot(confusion: Confusion, width: number): PlotOptions {
  const figures = classFigures(confusion);
  const columns = [...confusion.classes.map((_, at) => at), confusion.classes.length];
  const nameOf = (at: number) => confusion.classes[at] ?? t('other');
  const cells = figures.flatMap(({ counts, support }, row) =>
    counts.map((count, column) => ({ row, column, count, tone: STRONGEST * ratio(count, support) })),
  );
  const step = (width - NAME - RECALL) / columns.length;
  const rowHeight = Math.max(LEAST_ROW, Math.min(ROW, HEIGHT / Math.max(1, figures.length)));
  const named = step >= ROOM;
  const quiet = { fontSize: 11, fill: 'var(--quiet)' } as const;
  const fitted = (pixels: number) => ({ textOverflow: 'ellipsis', lineWidth: Math.max(1, pixels / 11) }) as const;
  return {
    width,
    height: HEAD + figures.length * rowHeight,
    ...{ marginTop: HEAD, marginBottom: 0, marginLeft: NAME, marginRight: RECALL },
    x: { domain: columns, axis: null, padding: 0.04 },
    y: { domain: figures.map((_, row) => row), axis: null, padding: 0.04 },
    marks: [
      Plot.cell(cells, {
        ...{ x: 'column', y: 'row' },
        fill: ({ tone }: { tone: number }) =>
          `color-mix(in srgb, var(--run-1) ${(8 + tone).toFixed(1)}%, var(--ground))`,
        stroke: 'var(--vscode-contrastBorder, none)',
      }),
      Plot.text(named && rowHeight >= LEAST_ROW ? cells : [], {
        ...{ x: 'column', y: 'row', fontSize: 11, fill: 'var(--vscode-charts-foreground)' },
        text: ({ count }: { count: number }) => count.toLocaleString(),
        fontWeight: 'inherit',
      }),
      Plot.text(named ? columns : [], {
        ...{ ...quiet, ...fitted(step - 4), frameAnchor: 'top', dy: -8 },
        x: (column: number) => column,
        text: nameOf,
      }),
      Plot.text(figures, {
        ...{ ...fitted(NAME - 8), frameAnchor: 'left', textAnchor: 'start', dx: -NAME, fontSize: 11 },
        y: (_: ClassFigures, row: number) => row,
        text: 'name',
        fill: 'var(--vscode-charts-foreground)',
      }),
      Plot.text(figures, {
        ...{ ...quiet, frameAnchor: 'right', textAnchor: 'end', dx: RECALL },
        y: (_: ClassFigures, row: number) => row,
        text: ({ recall }: ClassFigures) => `${points(recall)} %`,
      }),
      Plot.text([t('recall')], {
        ...{ ...quiet, frameAnchor: 'top-right', textAnchor: 'end', dx: RECALL, dy: -14 },
        text: (text: string) => text,
      }),
    ],
  };
}
