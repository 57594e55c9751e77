import type { ModelAnswerView } from '../../src/protocol/inline.ts';
import { DiffText } from '../ui/diffText.tsx';
import { score, timeText } from '../ui/format.ts';
import { plural, t } from '../ui/l10n.ts';
import { RightMark } from '../ui/marks.tsx';
import type { Inline } from './inline.ts';
import { LongText } from './longText.tsx';
import { UseAsLabel } from './useAsLabel.tsx';
import { Visible } from './visible.tsx';

/** "1.3 s · 812 tokens sent, 5 answered" */
function facts({ latencyMs, tokens }: ModelAnswerView): string {
  return [
    latencyMs === undefined ? '' : timeText(latencyMs),
    // the embedded baselines know no tokens
    tokens && tokens.sent + tokens.answered > 0
      ? `${plural(tokens.sent, '{0} token sent', '{0} tokens sent')}, ${t('{0} answered', tokens.answered)}`
      : '',
  ]
    .filter((fact) => fact !== '')
    .join(' · ');
}

function Text({ view }: { view: ModelAnswerView }) {
  const { id, answer, reference, error } = view;
  if (error !== undefined) return <span class="error">{t('No answer: {0}', error)}</span>;
  if (answer === undefined) return <span class="quiet">{t('asking …')}</span>;
  if (answer === '') return <span class="quiet">{t('empty answer')}</span>;
  return (
    <LongText text={answer} path={`asked ${id}`}>
      {(shown) =>
        reference === undefined || shown.length < answer.length ? (
          <Visible text={shown} />
        ) : (
          <DiffText answer={answer} reference={reference} />
        )
      }
    </LongText>
  );
}

export interface ModelAnswersProps {
  answers: readonly ModelAnswerView[];
  /** `undefined` where no label can be written. */
  inline: Inline | undefined;
}

/** What models answered that were asked about this example alone. */
export function ModelAnswers({ answers, inline }: ModelAnswersProps) {
  if (answers.length === 0) return null;
  return (
    <section class="section" aria-label={t('Asked models')} aria-live="polite">
      <table class="predictions">
        <thead>
          <tr>
            <th>{t('asked just now')}</th>
            <th>
              <span class="unseen">{t('right or wrong')}</span>
            </th>
            <th>{t('answer')}</th>
            <th class="figure">ANLS</th>
          </tr>
        </thead>
        <tbody>
          {answers.map((view) => (
            <tr key={view.id}>
              <td class="model" title={`${view.model} · ${view.recipient}`}>
                <span class="cut">{view.model}</span>
                <span class="small quiet">{facts(view)}</span>
              </td>
              <td>
                <RightMark right={view.right} />
              </td>
              <td class="answer">
                <div class="judged">
                  <Text view={view} />
                  {inline && view.right === false && view.answer ? (
                    <UseAsLabel inline={inline} answer={view.answer} />
                  ) : null}
                </div>
              </td>
              <td class="figure quiet">{view.anls === undefined ? '' : score(view.anls)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
