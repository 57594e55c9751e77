import type { DatasetModel } from './model.ts';

/** Ctrl+C in the list: the chosen examples as JSON lines. False for any other key. */
export function copyByKey(event: KeyboardEvent, { edits, host, selection, chosen }: DatasetModel): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return false;
  if (event.key.toLowerCase() !== 'c' || chosen === 0 || getSelection()?.isCollapsed === false) return false;
  void edits.attempt(() => host.copyLines(selection.lines));
  return true;
}

/** Pasting in the list: lines of JSON in behind the example shown. Images go into its conversation (DropImages). */
export function pasteInList(event: ClipboardEvent, { edits, host, place }: DatasetModel): void {
  if ([...(event.clipboardData?.files ?? [])].some(({ type }) => type.startsWith('image/'))) return;
  event.preventDefault();
  void edits.attempt(() => host.pasteLines(place.line + 1));
}
