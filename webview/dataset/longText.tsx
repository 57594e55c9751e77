import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { LinkButton } from '../ui/controls.tsx';
import { plural, t } from '../ui/l10n.ts';
import { useReading } from './reading.ts';
import { beginningOf, countLines, isLong, MORE, wholeCharacters } from './textCut.ts';
import { useReveal } from './useReveal.ts';

/** Opened on demand of somebody who cannot wait: all of a text that a page can hold. */
const AT_ONCE = 1_000_000;

export interface LongTextProps {
  text: string;
  /** Tells the texts of an example apart. */
  path: string;
  children: (shown: string) => ComponentChildren;
}

/** The beginning of a long text and a button that opens the rest; a short one as it is. */
export function LongText({ text, path, children }: LongTextProps) {
  const reading = useReading();
  const long = useMemo(
    () => (isLong(text) ? { lines: countLines(text), beginning: beginningOf(text) } : undefined),
    [text],
  );
  const end = long ? Math.min(text.length, reading.openedTo(path) ?? long.beginning) : text.length;
  const open = (to: number) => {
    if (to > end) reading.open(path, to >= text.length ? text.length : wholeCharacters(text, to));
  };
  const place = useReveal<HTMLDivElement>((to) => {
    open(to === undefined ? AT_ONCE : to + MORE);
  });
  const shown = useMemo(() => text.slice(0, end), [text, end]);
  const collapsed = end < text.length;
  return (
    <div ref={place} class="long-text" data-collapsed={collapsed ? '' : undefined}>
      {children(shown)}
      {long && (collapsed || end > long.beginning) ? (
        <p class="small more">
          {collapsed ? (
            <LinkButton
              onClick={() => {
                open(end + MORE);
              }}
            >
              {text.length - end > MORE
                ? t('Show more: {0} of {1} characters are shown', end, text.length)
                : long.lines > 1
                  ? t('Show all {0} lines', long.lines)
                  : plural(text.length, 'Show the one character', 'Show all {0} characters')}
            </LinkButton>
          ) : (
            <LinkButton
              onClick={() => {
                reading.open(path, long.beginning);
              }}
            >
              {t('Show less')}
            </LinkButton>
          )}
        </p>
      ) : null}
    </div>
  );
}
