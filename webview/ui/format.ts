import { language, t } from './l10n.ts';

const UNITS = ['B', 'KB', 'MB', 'GB'] as const;

const number = (value: number, digits: number) =>
  value.toLocaleString(language(), { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** A size as VS Code writes it, in steps of 1,024: "820 B", "2.5 KB", "512 MB". */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${number(value, unit === 0 || value >= 9.95 ? 0 : 1)} ${UNITS[unit] ?? ''}`;
}

/** A proportion as points of a hundred with one digit: 0.744 is "74.4". */
export const points = (proportion: number): string => number(proportion * 100, 1);

/** A difference with its sign: "+16.9", "-0.3", "0.0". */
export function signedPoints(difference: number): string {
  const text = points(Math.abs(difference));
  return text === points(0) ? text : `${difference > 0 ? '+' : '-'}${text}`;
}

/** A probability: "p < 0.001", "p 0.021". */
export const pText = (p: number): string => (p < 0.001 ? t('p < {0}', number(0.001, 3)) : t('p {0}', number(p, 3)));

/** A score from 0 to 1 with two digits. */
export const score = (value: number): string => number(value, 2);

/** A time as people say it: "4 ms", "1.3 s". */
export function timeText(ms: number): string {
  return ms < 999.5 ? t('{0} ms', number(ms, 0)) : t('{0} s', number(ms / 1000, 1));
}

/** US dollars: "$1.21", "$0.0042", "0". */
export function usdText(usd: number): string {
  if (usd === 0) return '0';
  return usd >= 0.01
    ? `$${number(usd, 2)}`
    : `$${usd.toLocaleString(language(), { maximumSignificantDigits: 2, maximumFractionDigits: 10 })}`;
}

/** How much of a file is read, in whole percent, never 100 before the end. */
export function percentRead(read: number, all: number): number {
  return all === 0 ? 100 : read >= all ? 100 : Math.min(99, Math.floor((read / all) * 100));
}
