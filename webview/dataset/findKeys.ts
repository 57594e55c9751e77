import type { DatasetModel } from './model.ts';

/** Ctrl+F and F3 mean this page's search wherever the focus is in it. @returns a function that ends it. */
export function followKeys({ find }: DatasetModel): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    const command = event.ctrlKey || event.metaKey;
    if (command && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'f') find.focus();
    else if (event.key === 'F3' && !command && !event.altKey) find.go(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener('keydown', onKeyDown, true);
  return () => {
    window.removeEventListener('keydown', onKeyDown, true);
  };
}
