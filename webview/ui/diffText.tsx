import { wordDiff } from './diff.ts';
import { t } from './l10n.ts';

/** An answer with what is not in the reference underlined and what is missing struck out. */
export function DiffText({ answer, reference }: { answer: string; reference: string }) {
  return (
    <span class="diff" dir="auto">
      {wordDiff(answer, reference).map((part) =>
        part.kind === 'same' ? (
          part.text + part.space
        ) : (
          <>
            {part.kind === 'added' ? <ins>{part.text}</ins> : <del>{part.text}</del>}
            {part.space}
          </>
        ),
      )}
    </span>
  );
}

/** What the two kinds of marks mean. */
export function DiffLegend() {
  return (
    <span class="small">
      <ins>{t('not in the reference')}</ins> <del>{t('missing from the answer')}</del>
    </span>
  );
}
