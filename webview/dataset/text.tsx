import { t } from '../ui/l10n.ts';
import { LongText } from './longText.tsx';
import { Markdown, MOST_MARKDOWN } from './markdown.tsx';
import { useReading } from './reading.ts';
import { Visible } from './visible.tsx';

export interface TextProps {
  text: string;
  path: string;
  /** Whether a click gives it the focus. */
  focusable?: boolean;
}

/** A text as written or as Markdown; the number that the cookbook's files put before a question is quiet. */
export function Text({ text, path, focusable = false }: TextProps) {
  const { markdown } = useReading();
  const number = /^Question \[\d+\]:/.exec(text)?.[0] ?? '';
  const focus = focusable ? { tabIndex: -1 } : {};
  return (
    <LongText text={text} path={path}>
      {(shown) =>
        markdown && shown.length <= MOST_MARKDOWN ? (
          <div class="text rendered" data-text dir="auto" {...focus}>
            {number === '' ? null : <span class="quiet">{number}</span>}
            <Markdown text={shown.slice(number.length)} />
          </div>
        ) : (
          <p class="text" data-text dir="auto" {...focus}>
            {number === '' ? null : <span class="quiet">{number}</span>}
            <Visible text={shown.slice(number.length)} />
            {focusable && text === '' ? <span class="quiet">{t('empty')}</span> : null}
          </p>
        )
      }
    </LongText>
  );
}
