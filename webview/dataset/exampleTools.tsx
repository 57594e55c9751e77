import { IconButton } from '../ui/controls.tsx';
import { t } from '../ui/l10n.ts';
import type { DatasetModel } from './model.ts';
import { ReencodeButton } from './reencodeButton.tsx';

/** What can be done with the chosen examples. */
export function ExampleTools({ model }: { model: DatasetModel }) {
  const { edits, host, selection, chosen, at } = model;
  if (chosen === 0) return null;
  return (
    <>
      <ReencodeButton model={model} />
      <IconButton
        icon="add"
        label={t('Add example after this one')}
        onClick={() => {
          edits.addExample(model.place.line + 1, model.snapshot?.shared.messages ?? 0, model.placeBehind);
        }}
      />
      <IconButton
        icon="copy"
        label={chosen === 1 ? t('Duplicate example') : t('Duplicate {0} examples', chosen)}
        onClick={() => {
          edits.duplicateExamples(selection, model.inFileOrder);
        }}
      />
      <IconButton
        icon="export"
        label={chosen === 1 ? t('Copy example to file') : t('Copy {0} examples to file', chosen)}
        onClick={() => void edits.attempt(() => host.copyExamples(selection.lines))}
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
