import { findNodeAtLocation, parseTree, type JSONPath } from 'jsonc-parser';
import { insertElement, removeKey, replaceValue, setKey, wrapValue } from './lineEdit.ts';

/** Edits of a message's name and of its parts, beside moving, repeating and deleting them. */
export type PartEdit =
  /** `path` is a message's; `undefined` takes the key out. */
  | { kind: 'name'; line: number; path: string; name: string | undefined }
  /** A text part behind the part at `path`, or behind all parts of the message at `path`. */
  | { kind: 'addPart'; line: number; path: string };

const EMPTY = { type: 'text', text: '' };

/** The line with the edit made; `path` is its JSON Pointer taken apart. */
export function editPart(text: string, edit: PartEdit, path: JSONPath): string {
  if (edit.kind === 'name')
    return edit.name === undefined ? removeKey(text, path, 'name') : setKey(text, path, 'name', edit.name);
  const at = path.at(-2) === 'content' ? path.at(-1) : undefined;
  return typeof at === 'number' ? insertElement(text, path.slice(0, -1), at + 1, EMPTY) : addToMessage(text, path);
}

/** A message whose content is the text itself gets it as its first part, as it is written. */
function addToMessage(text: string, message: JSONPath): string {
  const content = [...message, 'content'];
  const root = parseTree(text);
  const node = root && findNodeAtLocation(root, content);
  if (!node) return setKey(text, message, 'content', [EMPTY]);
  if (node.type === 'array') return insertElement(text, content, node.children?.length ?? 0, EMPTY);
  if (node.type !== 'string') return replaceValue(text, content, [EMPTY]);
  const parts = wrapValue(text, content, (written) => [{ type: 'text', text: written }]);
  return insertElement(parts, content, 1, EMPTY);
}
