import type { JSONPath } from 'jsonc-parser';
import { segmentsOf } from '../../dataset/edits.ts';
import { removeElement, replaceWritten, valueAt, wrapValue } from '../../dataset/lineEdit.ts';
import { editing, type Fix } from './fix.ts';

/** Of messages and the shape of their content. */
export const MESSAGE_FIXES: Readonly<Record<string, Fix>> = {
  'whitespace-answer': {
    of: 'line',
    label: 'Trim the answer',
    safe: true,
    why: 'Only blanks around the answer go.',
    mend: editing((json, { places }) => places.reduce((edited, place) => trimContent(edited, segmentsOf(place)), json)),
  },
  'image-url-not-object': {
    of: 'line',
    label: 'Wrap the address in an object',
    safe: true,
    why: 'The address stays as it is written.',
    mend: editing((json, { places }) => places.reduce((edited, place) => wrapAddress(edited, segmentsOf(place)), json)),
  },
};

function wrapAddress(json: string, path: JSONPath): string {
  if (path.at(-1) !== 'image_url' || valueAt(json, path)?.type !== 'string') return json;
  return wrapValue(json, path, (url) => ({ url }));
}

/** Trims a message's content: the text it is, or the first and the last of the texts it is made of. */
function trimContent(json: string, path: JSONPath): string {
  let edited = json;
  for (const side of ['start', 'end'] as const)
    for (;;) {
      const content = valueAt(edited, path);
      if (content?.type === 'string') {
        edited = trimAt(edited, path, side);
        break;
      }
      const parts = content?.children ?? [];
      const at = side === 'start' ? 0 : parts.length - 1;
      const text = ['text', 'refusal'].map((key) => [...path, at, key]).find((place) => valueAt(edited, place));
      if (!text) break;
      edited = trimAt(edited, text, side);
      // a part of blanks alone would leave a line break at the end of the whole text
      if (parts.length < 2 || valueAt(edited, text)?.value !== '') break;
      edited = removeElement(edited, path, at);
    }
  return edited;
}

/** Takes blanks, escaped or not, off one end of a string; the rest stays as it is written. */
const trimAt = (json: string, path: JSONPath, side: 'start' | 'end') =>
  replaceWritten(json, path, (written) => {
    const characters = written.slice(1, -1).match(/\\u[0-9a-f]{4}|\\.|[^\\]/gis) ?? [];
    const isBlank = (character: string) => (JSON.parse(`"${character}"`) as string).trim() === '';
    const kept =
      side === 'start'
        ? characters.slice(firstThat(characters, (each) => !isBlank(each)))
        : characters.slice(0, characters.findLastIndex((each) => !isBlank(each)) + 1);
    return `"${kept.join('')}"`;
  });

function firstThat(characters: readonly string[], holds: (character: string) => boolean): number {
  const at = characters.findIndex(holds);
  return at < 0 ? characters.length : at;
}
