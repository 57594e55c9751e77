import type { PredictionView } from '../../src/protocol/datasetPage.ts';
import { Icon } from './icons.tsx';
import { plural, t } from './l10n.ts';

export type Rating = NonNullable<PredictionView['rating']>;
type Counts = Record<'error' | 'warning' | 'info', number>;

/** Ratings from best to worst. */
export const RATINGS: readonly Rating[] = ['Very Similar', 'Mostly Similar', 'Somewhat Similar', 'Incorrect'];

/** Right or wrong, by shape and colour; nothing where there is no prediction. */
export function RightMark({ right, of }: { right: boolean | undefined; of?: string }) {
  if (right === undefined) return null;
  const word = right ? t('right') : t('wrong');
  return (
    <Icon
      name={right ? 'check' : 'close'}
      tone={right ? 'right' : 'wrong'}
      label={of === undefined ? word : t('{0}: {1}', of, word)}
    />
  );
}

export function RatingTag({ rating }: { rating: Rating | undefined }) {
  return rating ? <span class="tag">{t(rating)}</span> : null;
}

/** How the user rated. */
export function OwnRatingTag({ rating }: { rating: Rating | undefined }) {
  return rating ? (
    <span class="tag own">
      <Icon name="account" label={t('you')} />
      {t(rating)}
    </span>
  ) : null;
}

/** "1 error, 2 warnings"; empty when there is nothing to say. */
export function problemText(counts: Counts): string {
  return [
    counts.error > 0 ? plural(counts.error, '{0} error', '{0} errors') : '',
    counts.warning > 0 ? plural(counts.warning, '{0} warning', '{0} warnings') : '',
    counts.info > 0 ? plural(counts.info, '{0} hint', '{0} hints') : '',
  ]
    .filter((text) => text !== '')
    .join(', ');
}

/** The worst kind of problem among them, as an icon. */
export function ProblemMark({ counts }: { counts: Counts }) {
  const worst = (['error', 'warning', 'info'] as const).find((severity) => counts[severity] > 0);
  return worst ? <Icon name={worst} tone={worst} label={problemText(counts)} /> : null;
}
