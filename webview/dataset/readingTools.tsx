import { IconButton } from '../ui/controls.tsx';
import { t } from '../ui/l10n.ts';
import { showKeyboardHelp } from './keyboardHelp.tsx';
import { isMarkdown, type DatasetModel } from './model.ts';

/** How the example shown is read. */
export function ReadingTools({ model }: { model: DatasetModel }) {
  const markdown = isMarkdown(model);
  return (
    <>
      <IconButton
        icon="markdown"
        label={t('Show texts as Markdown')}
        pressed={markdown}
        onClick={() => {
          model.setPlace({ markdown: markdown ? 'off' : 'on' });
        }}
      />
      <IconButton icon="keyboard" label={t('Keyboard shortcuts')} onClick={showKeyboardHelp} />
    </>
  );
}
