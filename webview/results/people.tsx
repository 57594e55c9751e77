import type { PersonReport, ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import { Explained } from '../ui/explained.tsx';
import { points, score } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { RATINGS } from '../ui/marks.tsx';
import { Wide } from '../ui/wide.tsx';
import { MEASURES } from './measures.ts';
import type { RunLook } from './runLooks.ts';

/** The strongest tone of a cell, in percent, on which its count still reads. */
const STRONGEST = 45;

/** "kappa 0.710, 24 of 40 the same (60.0 %)"; before the judge rated any of them, how many there are. */
function agreement({ rated, n, same, kappa }: PersonReport): string {
  if (n === 0) return t('You rated {0}; the judge none of them.', rated);
  return [
    kappa === undefined ? t('kappa is not defined') : t('kappa {0}', score(kappa)),
    t('n {0}', n),
    t('{0} % the same', points(same / n)),
  ].join(' · ');
}

function Table({ counts, label }: { counts: PersonReport['counts']; label: string }) {
  const most = Math.max(1, ...counts.flat());
  return (
    <table class="numbers people" aria-label={label}>
      <thead>
        <tr>
          <th>{t('you, judge')}</th>
          {RATINGS.map((rating) => (
            <th key={rating} scope="col" class="figure">
              {t(rating)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {RATINGS.map((rating, row) => (
          <tr key={rating}>
            <th scope="row">{t(rating)}</th>
            {(counts[row] ?? []).map((count, column) => (
              <td
                key={column}
                class={row === column ? 'figure same' : 'figure'}
                style={{ '--tone': `${((STRONGEST * count) / most).toFixed(0)}%` }}
              >
                {count.toLocaleString()}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How the judge and the user agree, one table for each run of which the user rated answers. */
export function People({ snapshot, looks }: { snapshot: ResultsSnapshot; looks: readonly RunLook[] }) {
  return (
    <>
      {snapshot.report.runs.map(({ person }, at) => {
        const label = looks[at]?.label ?? '';
        return person ? (
          <figure key={at} class="chart">
            <figcaption>
              <h2>
                <Explained text={MEASURES.person()}>{t('Judge and you: {0}', label)}</Explained>
              </h2>
              <span class="beside-title small">{agreement(person)}</span>
            </figcaption>
            {person.n === 0 ? null : (
              <Wide label={t('Judge and you: {0}', label)}>
                <Table counts={person.counts} label={t('Your ratings of {0} by those of the judge', label)} />
              </Wide>
            )}
          </figure>
        ) : null;
      })}
    </>
  );
}
