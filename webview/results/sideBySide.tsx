import type { ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import { Explained } from '../ui/explained.tsx';
import { pText } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { Wide } from '../ui/wide.tsx';
import { comparedPair, pairLabels } from './compared.ts';
import { MEASURES } from './measures.ts';
import type { RunLook } from './runLooks.ts';

/** What judges said of the answers of both compared runs side by side, a row each. */
export function SideBySide({ snapshot, looks }: { snapshot: ResultsSnapshot; looks: readonly RunLook[] }) {
  const found = comparedPair(snapshot, 'strict')?.pairwise;
  if (!found) return null;
  const title = t('{0} against {1}', ...pairLabels(snapshot, looks));
  const heads = [t('n'), t('wins'), t('ties'), t('losses'), t('sign test'), t('order')];
  return (
    <figure class="chart">
      <figcaption>
        <h2>
          <Explained text={MEASURES.pairwise()}>{title}</Explained>
        </h2>
      </figcaption>
      <Wide label={title}>
        <table class="numbers" aria-label={title}>
          <thead>
            <tr>
              <th>{t('judge')}</th>
              {heads.map((head, at) => (
                <th key={at} class="figure">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.map(({ judge, n, win, tie, lose, p, changed }) => (
              <tr key={judge}>
                <td>{judge === 'offline' ? t('offline (ANLS)') : judge}</td>
                {[n, win, tie, lose].map((count, at) => (
                  <td key={at} class="figure">
                    {count.toLocaleString()}
                  </td>
                ))}
                <td class="figure">{pText(p)}</td>
                <td class="figure">{changed.toLocaleString()}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {found.map(({ judge, changed, first, second }) =>
        changed > 0 ? (
          <p key={judge} class="small">
            {t(
              '{0}: the order alone changed {1}, {2} for the first answer, {3} for the second',
              judge,
              changed,
              first,
              second,
            )}
          </p>
        ) : null,
      )}
    </figure>
  );
}
