/**
 * Undo, redo and "select all" are a text field's own: VS Code would take back the last edit of the file, and select all
 * a moment late, so that what is typed meanwhile is replaced by what is typed next.
 */
export const isFieldsOwn = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && /^[azy]$/i.test(event.key);
