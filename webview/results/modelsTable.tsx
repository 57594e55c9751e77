import type { ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import { points, score, timeText } from '../ui/format.ts';
import { plural, t } from '../ui/l10n.ts';
import { Wide } from '../ui/wide.tsx';
import type { RunLook } from './runLooks.ts';

type Proportion = ResultsSnapshot['report']['runs'][number]['strict'];

/** Counts of all runs stand once in the column's head when they agree. */
const sameCount = (counts: number[]) => (new Set(counts).size === 1 ? counts[0] : undefined);

const headed = (head: string, count: number | undefined) => (count === undefined ? head : t('{0}, n {1}', head, count));

export function Swatch({ color }: { color: string }) {
  return <span class="swatch" aria-hidden="true" style={{ '--color': color }} />;
}

const interval = ({ low, high }: Proportion) => t('{0} to {1}', points(low), points(high));

/** The models side by side, one row each. */
export function ModelsTable({ snapshot, looks }: { snapshot: ResultsSnapshot; looks: readonly RunLook[] }) {
  const { runs } = snapshot.report;
  const n = sameCount(runs.map((run) => run.n));
  const closed = sameCount(runs.map((run) => run.closed.strict.n));
  const open = sameCount(runs.map((run) => run.open.strict.n));
  const percent = (proportion: Proportion) => (proportion.n === 0 ? '–' : points(proportion.value));
  return (
    <Wide label={t('Models')}>
      <table class="models" aria-label={t('Models')}>
        <thead>
          <tr>
            <th>{t('model')}</th>
            <th>{t('role')}</th>
            <th class="figure value">{t('strict %')}</th>
            <th>95 %</th>
            <th class="figure">{n === undefined ? t('right') : t('right of {0}', n)}</th>
            <th class="figure">{t('lenient %')}</th>
            <th class="figure">{headed(t('closed %'), closed)}</th>
            <th class="figure">{headed(t('open %'), open)}</th>
            <th class="figure">ANLS</th>
            <th class="figure">{t('median latency')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run, index) => {
            const look = looks[index];
            const latency = snapshot.runs[index]?.medianLatencyMs;
            return (
              <tr key={index}>
                <td title={snapshot.runs[index]?.folder}>
                  <Swatch color={look?.color ?? ''} />
                  {run.model}
                  {run.name !== run.model && run.name !== look?.role ? <span class="small"> {run.name}</span> : null}
                </td>
                <td class="quiet">{look?.role}</td>
                <td class="figure value">
                  <b>{percent(run.strict)}</b>
                </td>
                <td class="quiet">{interval(run.strict)}</td>
                <td class="figure">
                  {run.errors > 0 ? (
                    <span class="small">{plural(run.errors, '{0} unanswered', '{0} unanswered')} </span>
                  ) : null}
                  {run.strict.correct.toLocaleString()}
                  {n === undefined ? ` / ${run.n.toLocaleString()}` : ''}
                </td>
                <td class="figure">{percent(run.lenient)}</td>
                <td class="figure">{percent(run.closed.strict)}</td>
                <td class="figure">{percent(run.open.strict)}</td>
                <td class="figure">{score(run.anls)}</td>
                <td class="figure">{latency === undefined ? '–' : timeText(latency)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Wide>
  );
}
