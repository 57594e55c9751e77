import { IconButton } from '../ui/controls.tsx';
import { t } from '../ui/l10n.ts';
import type { DatasetModel } from './model.ts';

/** What can be done with the chosen examples. */
export function ExampleTools({ model }: { model: DatasetModel }) {
  const { edits, selection, chosen, at } = model;
  if (chosen === 0) return null;
  return (
    <>
      <IconButton
        icon="copy"
        label={chosen === 1 ? t('Duplicate example') : t('Duplicate {0} examples', chosen)}
        onClick={() => {
          edits.duplicateExamples(selection, model.inFileOrder);
        }}
      />
      <IconButton
        icon="trash"
        label={chosen === 1 ? t('Delete example') : t('Delete {0} examples', chosen)}
        onClick={() => {
          edits.removeExamples(selection, at);
        }}
      />
    </>
  );
}
