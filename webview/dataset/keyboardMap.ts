import { t } from '../ui/l10n.ts';

/** Keys of one place of the editor: each combination with what it does. */
export interface KeyGroup {
  title: string;
  keys: { keys: string[]; does: string }[];
}

/** Every key of the dataset editor; docs/keyboard.md says the same. `Ctrl` is Cmd on a Mac. */
export function keyboardMap(): KeyGroup[] {
  return [
    {
      title: t('Everywhere'),
      keys: [
        { keys: ['Tab', 'Shift+Tab'], does: t('Go to the next or previous part of the editor') },
        { keys: ['Ctrl+Z', 'Ctrl+Y'], does: t('Undo and redo edits of the file, through saves too') },
        { keys: ['Ctrl+S'], does: t('Save') },
        { keys: ['?'], does: t('Show these shortcuts') },
      ],
    },
    {
      title: t('List of examples'),
      keys: [
        { keys: ['ArrowUp', 'ArrowDown'], does: t('Go to the previous or next example') },
        { keys: ['PageUp', 'PageDown'], does: t('Go one screen up or down') },
        { keys: ['Home', 'End'], does: t('Go to the first or last example') },
        { keys: ['Enter'], does: t('Go into the example') },
        { keys: ['Shift+ArrowUp', 'Shift+ArrowDown'], does: t('Select a range of examples') },
        { keys: ['Ctrl+ArrowUp', 'Ctrl+ArrowDown'], does: t('Go on without selecting') },
        { keys: ['Ctrl+Space'], does: t('Add the example to those selected, or take it out') },
        { keys: ['Ctrl+A'], does: t('Select all examples') },
        { keys: ['Escape'], does: t('Select the current example alone') },
        { keys: ['Alt+ArrowUp', 'Alt+ArrowDown'], does: t('Move the selected examples up or down') },
        { keys: ['Delete'], does: t('Delete the selected examples (on a Mac Cmd+Backspace too)') },
      ],
    },
    {
      title: t('Texts'),
      keys: [
        { keys: ['F2', 'Enter'], does: t('Edit the text that has the focus') },
        { keys: ['Ctrl+Enter'], does: t('Keep what was typed and leave the field') },
        { keys: ['Escape'], does: t('Discard what was typed and leave the field') },
        { keys: ['Ctrl+Z', 'Ctrl+Y'], does: t('Undo and redo typing inside a field') },
      ],
    },
    {
      title: t('Buttons of a message, a part or an image'),
      keys: [
        { keys: ['ArrowLeft', 'ArrowRight'], does: t('Go to the previous or next button') },
        { keys: ['Home', 'End'], does: t('Go to the first or last button') },
        { keys: ['ArrowDown'], does: t('Open the choices of a role, weight or detail') },
        { keys: ['Enter', 'Escape'], does: t('Write or discard a name that was typed') },
      ],
    },
    {
      title: t('Border between list and example'),
      keys: [{ keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'], does: t('Make the list larger or smaller') }],
    },
  ];
}

const ARROWS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

/** A combination as people write it: `Shift+ArrowUp` is "Shift+↑". */
export const keyText = (keys: string, mac = false): string =>
  keys
    .split('+')
    .map((key) => (mac && key === 'Ctrl' ? 'Cmd' : (ARROWS[key] ?? key)))
    .join('+');
