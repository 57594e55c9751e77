import type { DatasetSnapshot } from '../../src/protocol/datasetPage.ts';
import { TextButton } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import type { DatasetModel } from './model.ts';

export interface EmptyFileProps {
  model: DatasetModel;
  snapshot: DatasetSnapshot;
  reading: boolean;
}

/** A file without a line, or without one yet. */
export function EmptyFile({ model, snapshot, reading }: EmptyFileProps) {
  return (
    <div class="empty">
      <h1>
        {reading
          ? t('Reading {0} …', snapshot.name)
          : t('{0} is empty: every line of it will be one example.', snapshot.name)}
      </h1>
      {reading || snapshot.readOnly !== undefined ? null : (
        <p class="first">
          <TextButton
            onClick={() => {
              model.edits.addExample(0, 0, 0);
            }}
          >
            <Icon name="add" /> {t('Add the first example')}
          </TextButton>
        </p>
      )}
    </div>
  );
}
