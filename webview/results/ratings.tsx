import { useCallback } from 'preact/hooks';
import type { ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import { Chart } from '../ui/chart.tsx';
import { pText, score } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { RATINGS } from '../ui/marks.tsx';
import { filesOf } from './chartFiles.ts';
import { MEASURES } from './measures.ts';
import type { ResultsModel } from './model.ts';
import { Swatch } from './modelsTable.tsx';
import { ratingPieces, ratingsPlot, stepColor } from './ratingsPlot.ts';
import type { RunLook } from './runLooks.ts';
import { comparedPair, pairLabels } from './compared.ts';

export interface RatingsProps {
  model: ResultsModel;
  snapshot: ResultsSnapshot;
  looks: readonly RunLook[];
}

/** What the ratings of the two compared runs say. */
function signTest(snapshot: ResultsSnapshot, looks: readonly RunLook[]): string {
  const found = comparedPair(snapshot, 'strict')?.ratings;
  if (!found) return '';
  const { higher, lower, p } = found;
  return t(
    '· {0} against {1}: {2} rated higher, {3} lower, {4}',
    ...pairLabels(snapshot, looks),
    higher,
    lower,
    pText(p),
  );
}

/** How the judge agrees with itself, where it was asked more than once. */
const repeated = ({ report }: ResultsSnapshot, looks: readonly RunLook[]): string[] =>
  report.runs.flatMap(({ repeats }, at) =>
    repeats
      ? t(
          '· {0}: rated up to {1} times, {2} of {3} the same each time, alpha {4}',
          looks[at]?.label ?? '',
          ...[repeats.most, repeats.same, repeats.n],
          repeats.alpha === undefined ? '–' : score(repeats.alpha),
        )
      : [],
  );

/** How the answers were rated, one bar a run, and by whom. */
export function Ratings({ model, snapshot, looks }: RatingsProps) {
  const { report, judge } = snapshot;
  const options = useCallback(
    (width: number) => ratingsPlot(ratingPieces(report, looks), width),
    // looks are made of the report
    [report],
  );
  const pieces = ratingPieces(report, looks);
  if (pieces.length === 0) return null;
  const labels = [...new Set(pieces.map((piece) => piece.label))];
  const summary = labels
    .map((label) => {
      const own = pieces.filter((piece) => piece.label === label);
      return `${label}: ${own.map((piece) => `${t(piece.rating)} ${piece.count}`).join(', ')}`;
    })
    .join('; ');
  return (
    <Chart
      title={t('Ratings')}
      explained={MEASURES.ratings()}
      files={filesOf(model)}
      label={t('Ratings of each model. {0}', summary)}
      aside={
        <span class="key small">
          {RATINGS.map((rating, step) => (
            <span key={rating}>
              <Swatch color={stepColor(step)} />
              {t(rating)}
            </span>
          ))}
        </span>
      }
      options={options}
      note={
        judge === undefined
          ? undefined
          : [t('Rated by {0}', judge), signTest(snapshot, looks), ...repeated(snapshot, looks)].join(' ')
      }
      asTable={model.place.asTable.includes('ratings')}
      onTable={(asTable) => {
        model.showAsTable('ratings', asTable);
      }}
      table={
        <table class="numbers">
          <thead>
            <tr>
              <th>{t('model')}</th>
              {RATINGS.map((rating) => (
                <th key={rating} class="figure">
                  {t(rating)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {labels.map((label) => (
              <tr key={label}>
                <td>{label}</td>
                {RATINGS.map((rating) => (
                  <td key={rating} class="figure">
                    {pieces.find((piece) => piece.label === label && piece.rating === rating)?.count ?? 0}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
