import type { DatasetModel } from './model.ts';

/** Ctrl+C and Ctrl+V in the list: the chosen examples as JSON lines, and such lines in behind the one shown. */
export function clipboardByKey(event: KeyboardEvent, model: DatasetModel, editable: boolean): boolean {
  const { edits, host, selection, place } = model;
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return false;
  const key = event.key.toLowerCase();
  if (key === 'c' && model.chosen > 0 && getSelection()?.isCollapsed !== false) {
    void edits.attempt(() => host.copyLines(selection.lines));
    return true;
  }
  if (key !== 'v' || !editable) return false;
  void edits.attempt(() => host.pasteLines(place.line + 1));
  return true;
}
