/** Text values that may be put into a message. */
export type Argument = string | number;

let bundle: Readonly<Record<string, string>> = {};
let locale: string | undefined;

/**
 * Takes the translations the host put into the page: `<script type="application/json" id="l10n">`, an object from the
 * English message to the translated one. The language of the page (`<html lang>`) is that of numbers.
 */
export function loadTranslations(page: Document): void {
  locale = page.documentElement.lang || undefined;
  const text = page.getElementById('l10n')?.textContent;
  if (text) bundle = JSON.parse(text) as Record<string, string>;
}

/** The language numbers are written in; `undefined` for the browser's own. */
export function language(): string | undefined {
  return locale;
}

/** The message in the user's language, `{0}`, `{1}` ... replaced by the arguments. */
export function t(message: string, ...args: Argument[]): string {
  const text = bundle[message] ?? message;
  return text.replace(/\{(\d+)\}/g, (place, index: string) => {
    const value = args[Number(index)];
    return value === undefined ? place : typeof value === 'number' ? value.toLocaleString(locale) : value;
  });
}

/** One of two messages by a count, which is `{0}` in both. */
export function plural(count: number, one: string, many: string): string {
  return t(count === 1 ? one : many, count);
}
