import { t } from '../ui/l10n.ts';

/** A text as written; the number that the cookbook's files put before a question is quiet. */
export function Text({ text, focusable = false }: { text: string; focusable?: boolean }) {
  const number = /^Question \[\d+\]:/.exec(text)?.[0] ?? '';
  return (
    <p class="text" dir="auto" {...(focusable ? { tabIndex: -1 } : {})}>
      {number === '' ? null : <span class="quiet">{number}</span>}
      {text.slice(number.length)}
      {focusable && text === '' ? <span class="quiet">{t('empty')}</span> : null}
    </p>
  );
}
