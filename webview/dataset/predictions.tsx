import type { DatasetSnapshot, PredictionView } from '../../src/protocol/datasetPage.ts';
import { DiffLegend, DiffText } from '../ui/diffText.tsx';
import { score } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { RatingTag, RightMark, type Rating } from '../ui/marks.tsx';
import { Rate } from '../ui/rate.tsx';
import { rateByKeys } from '../ui/ratingKeys.ts';
import type { Inline } from './inline.ts';
import { LongText } from './longText.tsx';
import { UseAsLabel } from './useAsLabel.tsx';
import { Visible } from './visible.tsx';

function Answer({ prediction }: { prediction: PredictionView }) {
  if (prediction.error !== undefined) return <span class="error">{t('No answer: {0}', prediction.error)}</span>;
  const { answer, reference } = prediction;
  return (
    <LongText text={answer} path={`prediction ${prediction.run}`}>
      {(shown) =>
        // words of a part of an answer cannot be compared with the whole reference
        shown.length === answer.length ? <DiffText answer={answer} reference={reference} /> : <Visible text={shown} />
      }
    </LongText>
  );
}

export interface PredictionsProps {
  runs: DatasetSnapshot['runs'];
  predictions: readonly PredictionView[];
  /** The reference answer as it is now, where it stands in the line. */
  label?: string | undefined;
  /** `undefined` where no label can be written. */
  inline?: Inline | undefined;
  onRate: (prediction: PredictionView, rating: Rating | null) => void;
}

/** What each chosen run answered to this example. */
export function Predictions({ runs, predictions, label, inline, onRate }: PredictionsProps) {
  if (predictions.length === 0) return null;
  const rated = predictions.some((prediction) => prediction.rating !== undefined);
  return (
    <section class="section" aria-label={t('Predictions')}>
      <table class="predictions">
        <thead>
          <tr>
            <th colSpan={2}>{t('predictions')}</th>
            <th>
              <span class="unseen">{t('right or wrong')}</span>
            </th>
            <th>{t('answer')}</th>
            {rated ? <th>{t('rating')}</th> : null}
            <th>{t('your rating')}</th>
            <th class="figure">ANLS</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td class="quiet" colSpan={3}>
              {t('reference answer')}
            </td>
            <td class="answer" dir="auto" colSpan={rated ? 4 : 3}>
              <LongText text={predictions[0]?.reference ?? ''} path="reference">
                {(shown) => <Visible text={shown} />}
              </LongText>
            </td>
          </tr>
          {predictions.map((prediction) => {
            const run = runs[prediction.run];
            const rate = (rating: Rating | null) => {
              if (prediction.error === undefined) onRate(prediction, rating);
            };
            return (
              <tr key={prediction.run} onKeyDown={rateByKeys(rate)}>
                <td class="code quiet">{run?.code}</td>
                <td class="model" title={run?.model}>
                  <span class="cut">{run?.name}</span>
                  {run?.baseline ? <span class="small quiet">{t('baseline')}</span> : null}
                </td>
                <td>
                  <RightMark right={prediction.right} />
                </td>
                <td class="answer">
                  <div class="judged">
                    <Answer prediction={prediction} />
                    {inline && prediction.answer !== '' && prediction.answer !== (label ?? prediction.reference) ? (
                      <UseAsLabel inline={inline} answer={prediction.answer} />
                    ) : null}
                  </div>
                </td>
                {rated ? (
                  <td>
                    <RatingTag rating={prediction.rating} />
                  </td>
                ) : null}
                <td>
                  {prediction.error === undefined ? (
                    <Rate of={run?.name ?? ''} rating={prediction.ownRating} onRate={rate} />
                  ) : null}
                </td>
                <td class="figure quiet">{score(prediction.anls)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {label !== undefined && label !== predictions[0]?.reference ? (
        <p class="small quiet">
          {t('The label has changed since: these runs were judged by the reference answer above.')}
        </p>
      ) : null}
      {predictions.some(({ answer, reference, error }) => error === undefined && answer !== reference) ? (
        <p class="legend">
          <DiffLegend />
        </p>
      ) : null}
    </section>
  );
}
