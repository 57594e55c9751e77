import { IconButton } from '../ui/controls.tsx';
import { t } from '../ui/l10n.ts';
import type { DatasetModel } from './model.ts';
import { showReencode } from './reencodeDialog.tsx';

/** Opens the dialog that encodes images anew, for the chosen examples. */
export function ReencodeButton({ model }: { model: DatasetModel }) {
  return (
    <IconButton
      icon="screen-normal"
      label={model.chosen === 1 ? t('Re-encode images…') : t('Re-encode images of {0} examples…', model.chosen)}
      onClick={() => {
        showReencode(model, 'chosen');
      }}
    />
  );
}
