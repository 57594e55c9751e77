import { RATINGS, type Rating } from './marks.tsx';
import { t } from './l10n.ts';
import { Tools } from './tools.tsx';

export interface RateProps {
  /** Whose answer it is, for those who do not see it. */
  of: string;
  rating: Rating | undefined;
  onRate: (rating: Rating | null) => void;
}

/** Rates an answer: a button for each rating, the best first; pressed again the rating is taken back. */
export function Rate({ of, rating, onRate }: RateProps) {
  return (
    <div class="rate">
      <Tools label={t('Your rating of {0}', of)}>
        {RATINGS.map((each, at) => (
          <button
            key={each}
            type="button"
            class={each === rating ? 'button on' : 'button'}
            aria-pressed={each === rating}
            aria-label={`${at + 1}: ${t(each)}`}
            title={`${at + 1}: ${t(each)}`}
            onClick={() => {
              onRate(each === rating ? null : each);
            }}
          >
            {at + 1}
          </button>
        ))}
      </Tools>
      <span class="said">{rating ? t(rating) : ''}</span>
    </div>
  );
}
