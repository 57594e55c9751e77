import { RATINGS, type Rating } from './marks.tsx';

type Key = Pick<KeyboardEvent, 'code' | 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/**
 * What a key says of an answer: 1 to 4 are ratings, the best first; 0, Backspace and Delete take one back (`null`).
 * `undefined` for any other key. Digits go by their place on the keyboard, so that Shift changes none.
 */
export function ratingOfKey({ code, key, ctrlKey, metaKey, altKey }: Key): Rating | null | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  if (key === 'Backspace' || key === 'Delete') return null;
  const digit = /^Digit(\d)$/.exec(code)?.[1] ?? (/^\d$/.test(key) ? key : '');
  return digit === '0' ? null : RATINGS[Number(digit || NaN) - 1];
}

/** Rates by keys whatever has the focus inside. */
export const rateByKeys = (onRate: (rating: Rating | null) => void) => (event: KeyboardEvent) => {
  const rating = ratingOfKey(event);
  if (rating === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  onRate(rating);
};
