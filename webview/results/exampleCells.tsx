import type { ExampleRow } from '../../src/protocol/resultsPage.ts';
import { DiffText } from '../ui/diffText.tsx';
import { t } from '../ui/l10n.ts';
import { OwnRatingTag, RatingTag, RightMark } from '../ui/marks.tsx';
import type { PictureQueue } from '../ui/pictureQueue.ts';
import { Thumbnail } from '../ui/thumbnail.tsx';
import type { RunLook } from './runLooks.ts';

export interface ExampleCellsProps {
  thumbnails: PictureQueue;
  number: number;
  /** `undefined` while it is fetched. */
  row: ExampleRow | undefined;
  looks: readonly RunLook[];
  ratings: 'columns' | 'below' | 'none';
  /** The judge's rating waits for the user's. */
  blind: boolean;
}

type Answer = NonNullable<ExampleRow['answers'][number]>;

function AnswerText({ answer, reference }: { answer: Answer | undefined; reference: string }) {
  if (!answer) return <span class="quiet">{t('not asked yet')}</span>;
  const { predicted_answer: text, error } = answer.prediction;
  if (error !== undefined) return <span class="error">{t('No answer: {0}', error)}</span>;
  return <DiffText answer={text} reference={reference} />;
}

/** The judge's rating, as far as it is shown. */
const judged = (answer: Answer | undefined, blind: boolean) =>
  blind && answer?.ownRating === undefined ? undefined : answer?.rating;

/** Both ratings in one line. */
function ratingsText(answer: Answer, blind: boolean): string {
  const rating = judged(answer, blind);
  const own = answer.ownRating && t('you: {0}', t(answer.ownRating));
  return [...(rating ? [t(rating)] : []), ...(own === undefined ? [] : [own])].join(' · ');
}

/** The cells of one example. */
export function ExampleCells({ thumbnails, number, row, looks, ratings, blind }: ExampleCellsProps) {
  const answer = (index: number) => row?.answers[index];
  return (
    <>
      <span role="gridcell" class="number">
        {number.toLocaleString()}
      </span>
      <span role="gridcell">
        {row?.hasImage ? <Thumbnail key={row.exampleId} queue={thumbnails} id={String(row.exampleId)} /> : null}
      </span>
      <span role="gridcell" class="cut" dir="auto" title={row?.question}>
        {row?.question}
      </span>
      <span role="gridcell" class="cut" dir="auto" title={row?.reference}>
        {row?.reference}
      </span>
      {looks.map((_, index) => {
        const own = answer(index);
        return (
          <span key={index} role="gridcell" class="answer" title={own?.prediction.predicted_answer}>
            <RightMark right={own?.right} />
            <span class="texts">
              <span class="cut">{row ? <AnswerText answer={own} reference={row.reference} /> : null}</span>
              {ratings === 'below' ? <span class="cut small">{own ? ratingsText(own, blind) : ''}</span> : null}
            </span>
          </span>
        );
      })}
      {ratings === 'columns'
        ? looks.map((_, index) => (
            <span key={index} role="gridcell" class="ratings">
              <RatingTag rating={judged(answer(index), blind)} />
              <OwnRatingTag rating={answer(index)?.ownRating} />
            </span>
          ))
        : null}
    </>
  );
}
