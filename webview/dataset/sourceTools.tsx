import { IconButton } from '../ui/controls.tsx';
import { t } from '../ui/l10n.ts';
import type { DatasetModel } from './model.ts';

/** What can be done with an example that a recipe built: the way back to its row. */
export function SourceTools({ model, line }: { model: DatasetModel; line: number }) {
  const { host, edits } = model;
  return (
    <>
      <IconButton
        icon="table"
        label={t('Go to source row')}
        onClick={() => void edits.attempt(() => host.goToSourceRow(line))}
      />
      <IconButton
        icon="mortar-board"
        label={t('Use as few-shot example')}
        onClick={() => void edits.attempt(() => host.useAsFewShot(line))}
      />
    </>
  );
}
