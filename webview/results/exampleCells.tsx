import type { ExampleRow } from '../../src/protocol/resultsPage.ts';
import { DiffText } from '../ui/diffText.tsx';
import { t } from '../ui/l10n.ts';
import { RatingTag, RightMark } from '../ui/marks.tsx';
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
}

type Answer = ExampleRow['answers'][number];

function AnswerText({ answer, reference }: { answer: Answer; reference: string }) {
  const { predicted_answer: text, error } = answer.prediction;
  if (error !== undefined) return <span class="error">{t('No answer: {0}', error)}</span>;
  return <DiffText answer={text} reference={reference} />;
}

/** The cells of one example. */
export function ExampleCells({ thumbnails, number, row, looks, ratings }: ExampleCellsProps) {
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
              <span class="cut">{own && row ? <AnswerText answer={own} reference={row.reference} /> : null}</span>
              {ratings === 'below' ? <span class="cut small">{own?.rating ? t(own.rating) : ''}</span> : null}
            </span>
          </span>
        );
      })}
      {ratings === 'columns'
        ? looks.map((_, index) => (
            <span key={index} role="gridcell">
              <RatingTag rating={answer(index)?.rating} />
            </span>
          ))
        : null}
    </>
  );
}
