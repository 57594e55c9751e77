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
        { keys: ['Ctrl+F'], does: t('Find in the whole file') },
        { keys: ['F3', 'Shift+F3'], does: t('Go to the next or previous hit') },
        { keys: ['?'], does: t('Show these shortcuts') },
      ],
    },
    {
      title: t('List of examples'),
      keys: [
        { keys: ['ArrowUp', 'ArrowDown'], does: t('Go to the previous or next example') },
        { keys: ['PageUp', 'PageDown'], does: t('Go one screen up or down') },
        { keys: ['Home', 'End'], does: t('Go to the first or last example') },
        { keys: ['0 … 9'], does: t('Go to the example of that number') },
        { keys: ['Enter'], does: t('Go into the example') },
        { keys: ['Shift+ArrowUp', 'Shift+ArrowDown'], does: t('Select a range of examples') },
        { keys: ['Ctrl+ArrowUp', 'Ctrl+ArrowDown'], does: t('Go on without selecting') },
        { keys: ['Ctrl+Space'], does: t('Add the example to those selected, or take it out') },
        { keys: ['Ctrl+A'], does: t('Select all examples') },
        { keys: ['Escape'], does: t('Select the current example alone') },
        { keys: ['Alt+ArrowUp', 'Alt+ArrowDown'], does: t('Move the selected examples up or down') },
        { keys: ['Delete'], does: t('Delete the selected examples (on a Mac Cmd+Backspace too)') },
        { keys: ['Ctrl+C'], does: t('Copy the selected examples as lines of JSON') },
        { keys: ['Ctrl+V'], does: t('Insert copied examples behind the current one') },
      ],
    },
    {
      title: t('List of problems'),
      keys: [
        { keys: ['ArrowUp', 'ArrowDown'], does: t('Go to the previous or next problem, and to its example') },
        { keys: ['ArrowRight', 'ArrowLeft'], does: t('Open or close a rule, go into it or back to it') },
        { keys: ['Enter'], does: t('Go to the problem in its example, or open or close a rule') },
        { keys: ['Escape'], does: t('Go back to the list of examples') },
      ],
    },
    {
      title: t('Nearest training examples'),
      keys: [
        { keys: ['ArrowUp', 'ArrowDown'], does: t('Go to the previous or next of them') },
        { keys: ['Enter'], does: t('Open it in its file; Go Back of VS Code comes back') },
      ],
    },
    {
      title: t('Find in file'),
      keys: [
        { keys: ['Enter', 'Shift+Enter'], does: t('Go to the next or previous hit') },
        { keys: ['ArrowDown'], does: t('Go to the list') },
        { keys: ['Escape'], does: t('Clear what was typed, then go to the list') },
        { keys: ['Ctrl+Z', 'Ctrl+Y'], does: t('Undo and redo typing inside a field') },
      ],
    },
    {
      title: t('Menus'),
      keys: [
        { keys: ['ArrowUp', 'ArrowDown', 'Home', 'End'], does: t('Open the menu and go through it') },
        { keys: ['A … Z'], does: t('Go to the next choice that begins with that letter') },
        { keys: ['Escape'], does: t('Close the menu') },
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
      title: t('Images'),
      keys: [
        { keys: ['Enter'], does: t('Open the image that has the focus large') },
        { keys: ['Ctrl+V'], does: t('Insert a copied image, or put it in place of the one that has the focus') },
        { keys: ['Shift'], does: t('Hold it while dropping files, so that VS Code leaves them to the editor') },
      ],
    },
    {
      title: t('Predictions'),
      keys: [
        { keys: ['1 … 4'], does: t('Rate the answer: 1 is Very Similar, 4 is Incorrect') },
        { keys: ['0', 'Backspace'], does: t('Take your rating back') },
        { keys: ['ArrowLeft', 'ArrowRight'], does: t('Go to the previous or next rating') },
      ],
    },
    {
      title: t('An image opened large'),
      keys: [
        { keys: ['+', '-'], does: t('Zoom in or out') },
        { keys: ['0', '1'], does: t('Fit the image into the view, or show its actual size') },
        { keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'], does: t('Move the view') },
        { keys: ['PageUp', '['], does: t('Go to the previous image') },
        { keys: ['PageDown', ']'], does: t('Go to the next image') },
        { keys: ['Ctrl+C'], does: t('Copy the image') },
        { keys: ['Escape'], does: t('Close it') },
      ],
    },
    {
      title: t('Cropping an image'),
      keys: [
        { keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'], does: t('Move the part that is kept') },
        { keys: ['Shift+ArrowUp', 'Shift+ArrowDown'], does: t('Make it lower or higher') },
        { keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'], does: t('Make it narrower or wider') },
        { keys: ['Ctrl'], does: t('Hold it with these keys for long steps') },
        { keys: ['+', '-', '0'], does: t('Zoom in or out, or fit the image into the view') },
        { keys: ['Enter'], does: t('Crop') },
        { keys: ['Escape'], does: t('Leave the image as it is') },
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
    // not at the key "+" itself
    .split(/(?<=.)\+/)
    .map((key) => (mac && key === 'Ctrl' ? 'Cmd' : (ARROWS[key] ?? key)))
    .join('+');
