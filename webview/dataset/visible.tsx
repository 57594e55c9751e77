import { t } from '../ui/l10n.ts';
import { stretchesOf } from './hiddenCharacters.ts';

/**
 * A text in which nothing hides: a character that would not be seen, or that turns others round, stands as its code.
 * It is still there, so that what is copied is what the file holds.
 */
export function Visible({ text }: { text: string }) {
  return (
    <>
      {stretchesOf(text).map((stretch, index) =>
        'text' in stretch ? (
          stretch.text
        ) : (
          <span
            key={index}
            class="hidden-character"
            role="img"
            aria-label={t('{0}, {1}', stretch.code, stretch.name)}
            title={t('{0}, {1}', stretch.code, stretch.name)}
            data-code={stretch.code}
          >
            {stretch.hidden}
          </span>
        ),
      )}
    </>
  );
}
