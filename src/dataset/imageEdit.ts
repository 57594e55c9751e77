import type { JSONPath } from 'jsonc-parser';
import { insertElement, listText, replaceValues, setKey, valueAt } from './lineEdit.ts';

/**
 * Puts pictures into a message: behind the part at `path`, or at the end of the message at `path`, where the cookbook's
 * files have them (the text first, then the image). A message that is a plain text becomes a list that begins with it.
 * @param urls data URLs
 */
export function insertImages(text: string, path: JSONPath, urls: readonly string[]): string {
  const parts = urls.map((url) => ({ type: 'image_url', image_url: { url } }));
  const content = [...path.slice(0, 2), 'content'];
  const written = valueAt(text, content);
  if (written === undefined || written.type === 'null') return setKey(text, path.slice(0, 2), 'content', parts);
  const listed = written.type === 'array' ? text : listText(text, content);
  const [, , , part] = path;
  let at = typeof part === 'number' && written.type === 'array' ? part + 1 : (written.children?.length ?? 1);
  let edited = listed;
  for (const value of parts) edited = insertElement(edited, content, at++, value);
  return edited;
}

/** Gives image parts other addresses; `detail` and whatever else they hold stays as it is written. */
export function replaceImages(text: string, images: readonly { path: JSONPath; url: string }[]): string {
  return replaceValues(text, (lookUp) =>
    images.map(({ path, url }) => {
      const inside = [...path, 'image_url', 'url'];
      // a bare string in place of the object is a common mistake, and the linter's business
      return { path: lookUp(inside) ? inside : [...path, 'image_url'], value: url };
    }),
  );
}
