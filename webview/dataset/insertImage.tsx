import { IconButton } from '../ui/controls.tsx';
import { t } from '../ui/l10n.ts';
import type { Edits } from './edits.ts';

/** Puts images from files into a message, behind its other parts. */
export function InsertImage({
  edits,
  line,
  path,
  number,
}: {
  edits: Edits;
  line: number;
  path: string;
  number: number;
}) {
  return (
    <IconButton
      icon="file-media"
      label={t('Insert image into message {0}… (or paste it, or drop it with Shift held)', number)}
      action="insert-image"
      onClick={() =>
        void edits.images((host) => host.pickImages({ line, path, how: 'insert' }), [{ path, action: 'insert-image' }])
      }
    />
  );
}
