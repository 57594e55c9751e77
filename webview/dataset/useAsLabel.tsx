import { IconButton } from '../ui/controls.tsx';
import { t } from '../ui/l10n.ts';
import type { Inline } from './inline.ts';

/** Makes an answer the reference. */
export function UseAsLabel({ inline, answer }: { inline: Inline; answer: string }) {
  return (
    <IconButton
      icon="tag"
      label={t('Use "{0}" as the label', answer.length > 60 ? `${answer.slice(0, 60)}…` : answer)}
      action="use-as-label"
      onClick={() => {
        inline.useAsLabel(answer);
      }}
    />
  );
}
