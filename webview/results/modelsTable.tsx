import type { ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import { Explained } from '../ui/explained.tsx';
import { points, score, timeText, usdText } from '../ui/format.ts';
import { plural, t } from '../ui/l10n.ts';
import { Wide } from '../ui/wide.tsx';
import { MEASURES, type Measure } from './measures.ts';
import type { RunLook } from './runLooks.ts';

type RunReport = ResultsSnapshot['report']['runs'][number];
type Proportion = RunReport['strict'];

const NONE = '–';

/** Counts of all runs stand once in the column's head when they agree. */
const sameCount = (counts: number[]) => (new Set(counts).size === 1 ? counts[0] : undefined);

const headed = (head: string, count: number | undefined) => (count === undefined ? head : t('{0}, n {1}', head, count));

export function Swatch({ color }: { color: string }) {
  return <span class="swatch" aria-hidden="true" style={{ '--color': color }} />;
}

const interval = ({ low, high }: Proportion) => t('{0} to {1}', points(low), points(high));
const percent = (proportion: Proportion) => (proportion.n === 0 ? NONE : points(proportion.value));
const time = (ms: number | undefined) => (ms === undefined ? NONE : timeText(ms));

interface Column {
  measure: Measure;
  head: (runs: readonly RunReport[]) => string;
  /** Of the cells and the head. */
  look: string;
  cell: (run: RunReport) => string;
}

const COLUMNS: readonly Column[] = [
  { measure: 'strict', head: () => t('strict %'), look: 'figure value', cell: ({ strict }) => percent(strict) },
  { measure: 'interval', head: () => t('95 %'), look: 'quiet', cell: ({ strict }) => interval(strict) },
  { measure: 'right', head: rightHead, look: 'figure', cell: ({ strict }) => strict.correct.toLocaleString() },
  { measure: 'lenient', head: () => t('lenient %'), look: 'figure', cell: ({ lenient }) => percent(lenient) },
  { measure: 'word', head: () => t('word %'), look: 'figure', cell: ({ word }) => percent(word) },
  {
    measure: 'closed',
    head: (runs) => headed(t('closed %'), sameCount(runs.map(({ closed }) => closed.strict.n))),
    look: 'figure',
    cell: ({ closed }) => percent(closed.strict),
  },
  {
    measure: 'open',
    head: (runs) => headed(t('open %'), sameCount(runs.map(({ open }) => open.strict.n))),
    look: 'figure',
    cell: ({ open }) => percent(open.strict),
  },
  { measure: 'anls', head: () => t('ANLS'), look: 'figure', cell: ({ anls }) => score(anls) },
  { measure: 'f1', head: () => t('F1'), look: 'figure', cell: ({ f1 }) => score(f1) },
  {
    measure: 'price',
    head: () => t('price'),
    look: 'figure',
    cell: ({ usd }) => (usd === undefined ? NONE : usdText(usd)),
  },
  {
    measure: 'latency',
    head: () => t('median latency'),
    look: 'figure',
    cell: ({ latency }) => time(latency?.medianMs),
  },
  { measure: 'p95', head: () => t('95 % within'), look: 'figure', cell: ({ latency }) => time(latency?.p95Ms) },
];

function rightHead(runs: readonly RunReport[]): string {
  const n = sameCount(runs.map((run) => run.n));
  return n === undefined ? t('right') : t('right of {0}', n);
}

/** Answers that never came, and the run's own count where it is not that of the others. */
function Beside({ run, runs }: { run: RunReport; runs: readonly RunReport[] }) {
  const differ = sameCount(runs.map(({ n }) => n)) === undefined;
  const parts = [
    run.errors > 0 ? plural(run.errors, '{0} unanswered', '{0} unanswered') : undefined,
    differ ? t('n {0}', run.n) : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? null : <span class="small">{parts.join(', ')} </span>;
}

/** The models side by side, one row each; every number says how it was computed. */
export function ModelsTable({ snapshot, looks }: { snapshot: ResultsSnapshot; looks: readonly RunLook[] }) {
  const { runs } = snapshot.report;
  return (
    <Wide label={t('Models')}>
      <table class="models" aria-label={t('Models')}>
        <thead>
          <tr>
            <th>{t('model')}</th>
            <th>{t('role')}</th>
            {COLUMNS.map(({ measure, head, look }) => (
              <th key={measure} class={look}>
                <Explained text={MEASURES[measure]()}>{head(runs)}</Explained>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run, index) => {
            const own = looks[index];
            return (
              <tr key={index}>
                <td title={snapshot.runs[index]?.folder}>
                  <Swatch color={own?.color ?? ''} />
                  {run.model}
                  {run.name !== run.model && run.name !== own?.role ? <span class="small"> {run.name}</span> : null}
                </td>
                <td class="quiet">{own?.role}</td>
                {COLUMNS.map(({ measure, look, cell }) => (
                  <td key={measure} class={look} title={MEASURES[measure]()}>
                    {measure === 'right' ? <Beside run={run} runs={runs} /> : null}
                    {measure === 'strict' ? <b>{cell(run)}</b> : cell(run)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Wide>
  );
}
