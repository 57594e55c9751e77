import { findNodeAtLocation, parseTree, type JSONPath, type Node } from 'jsonc-parser';

/** How a line is written, so that what is put in looks like what is there. */
interface Style {
  /** After a colon and a comma: Python's `json.dump` writes a blank, JavaScript's `JSON.stringify` nothing. */
  colon: string;
  comma: string;
  /** Whether letters beyond ASCII stand as `\u` escapes, as Python writes them. */
  ascii: boolean;
  /** Whether slashes are escaped, as PHP writes them. */
  slashes: boolean;
}

/** Stands for a value in what is written around it. */
const MARK = 'value';

/** What a line writes behind its colons and commas. */
export const styleOfLine = (text: string): Pick<Style, 'colon' | 'comma'> => styleOf(text);

/** Replaces the value at a place; everything around it stays byte for byte. Throws when there is no such place. */
export function replaceValue(text: string, path: JSONPath, value: unknown): string {
  const node = nodeAt(text, path);
  return splice(text, node.offset, node.length, write(value, styleOf(text)));
}

/** Replaces several values of a line that is read once; `choose` is told which places there are. */
export function replaceValues(
  text: string,
  choose: (lookUp: (path: JSONPath) => Node | undefined) => readonly { path: JSONPath; value: unknown }[],
): string {
  const root = nodeAt(text, []);
  const style = styleOf(text);
  const found = choose((path) => findNodeAtLocation(root, path)).map(({ path, value }) => ({
    node: existing(findNodeAtLocation(root, path), path),
    value,
  }));
  // from the end, so that places before stay what they are
  found.sort((a, b) => b.node.offset - a.node.offset);
  return found.reduce((edited, { node, value }) => splice(edited, node.offset, node.length, write(value, style)), text);
}

/** What stands at a place; `undefined` where nothing does. */
export function valueAt(text: string, path: JSONPath): Node | undefined {
  const root = parseTree(text);
  return root && findNodeAtLocation(root, path);
}

/** Makes a text the one part of a list; the text itself stays as it is written. */
export const listText = (text: string, path: JSONPath): string =>
  wrapValue(text, path, (mark) => [{ type: 'text', text: mark }]);

/** Puts what stands at a place into another value, as it is written: `make` gives that value around a mark. */
export function wrapValue(text: string, path: JSONPath, make: (mark: string) => unknown): string {
  const written = sourceOf(text, path);
  const [before = '', after = ''] = write(make(MARK), styleOf(text)).split(JSON.stringify(MARK));
  return splice(text, nodeAt(text, path).offset, written.length, before + written + after);
}

/** Puts what `make` makes of the written value at a place in its place. */
export function replaceWritten(text: string, path: JSONPath, make: (written: string) => string): string {
  const node = nodeAt(text, path);
  const written = text.slice(node.offset, node.offset + node.length);
  return splice(text, node.offset, node.length, make(written));
}

/** Sets a key of the object at `path`: replaced where it is, else added behind the last one. */
export function setKey(text: string, path: JSONPath, key: string, value: unknown): string {
  const object = nodeAt(text, path);
  const existing = findNodeAtLocation(object, [key]);
  const style = styleOf(text);
  if (existing) return splice(text, existing.offset, existing.length, write(value, style));
  const last = object.children?.at(-1);
  const member = `${JSON.stringify(key)}:${style.colon}${write(value, style)}`;
  if (!last) return splice(text, object.offset + 1, 0, member);
  return splice(text, last.offset + last.length, 0, `,${style.comma}${member}`);
}

/** Takes a key out of the object at `path`, with its comma. Nothing happens when it is not there. */
export function removeKey(text: string, path: JSONPath, key: string): string {
  const members = nodeAt(text, path).children ?? [];
  const at = members.findIndex((member) => member.children?.[0]?.value === key);
  return at < 0 ? text : removeChild(text, members, at);
}

/** Puts a value into the array at `path`, before its element `at`. */
export function insertElement(text: string, path: JSONPath, at: number, value: unknown): string {
  return insertText(text, path, at, write(value, styleOf(text)));
}

/** Takes element `at` out of the array at `path`, with its comma. */
export function removeElement(text: string, path: JSONPath, at: number): string {
  const elements = nodeAt(text, path).children ?? [];
  if (!elements[at]) throw new RangeError(`There is no element ${at} at /${path.join('/')}.`);
  return removeChild(text, elements, at);
}

/** Moves an element of the array at `path`, as it is written, so that it stands at `to` afterwards. */
export function moveElement(text: string, path: JSONPath, from: number, to: number): string {
  const written = sourceOf(text, [...path, from]);
  return insertText(removeElement(text, path, from), path, to, written);
}

/** Repeats an element of the array at `path`, as it is written, right behind itself. */
export function duplicateElement(text: string, path: JSONPath, at: number): string {
  return insertText(text, path, at + 1, sourceOf(text, [...path, at]));
}

/** Puts a value that is written already into the array at `path`, before its element `at`. */
export function insertText(text: string, path: JSONPath, at: number, written: string): string {
  const array = nodeAt(text, path);
  const elements = array.children ?? [];
  const { comma } = styleOf(text);
  const behind = elements[at];
  if (behind) return splice(text, behind.offset, 0, `${written},${comma}`);
  const last = elements.at(-1);
  if (!last) return splice(text, array.offset + 1, 0, written);
  return splice(text, last.offset + last.length, 0, `,${comma}${written}`);
}

function removeChild(text: string, siblings: readonly Node[], at: number): string {
  const [before, child, after] = [siblings[at - 1], siblings[at], siblings[at + 1]];
  if (!child) return text;
  const start = after ? child.offset : before ? before.offset + before.length : child.offset;
  const end = after ? after.offset : child.offset + child.length;
  return splice(text, start, end - start, '');
}

/** The value at a place as it is written. */
export const sourceOf = (text: string, path: JSONPath) => {
  const node = nodeAt(text, path);
  return text.slice(node.offset, node.offset + node.length);
};

const nodeAt = (text: string, path: JSONPath): Node => existing(valueAt(text, path), path);

function existing(node: Node | undefined, path: JSONPath): Node {
  if (!node) throw new RangeError(`There is nothing at /${path.join('/')} of this line.`);
  return node;
}

const splice = (text: string, at: number, remove: number, insert: string) =>
  text.slice(0, at) + insert + text.slice(at + remove);

/** Read off the first key and comma outside strings; a line that is too short to tell is compact. */
function styleOf(text: string): Style {
  let inString = false;
  let colon: string | undefined;
  let comma: string | undefined;
  for (let i = 0; i < text.length && (colon === undefined || comma === undefined); i++) {
    const char = text[i];
    if (inString) {
      if (char === '\\') i++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === ':') colon ??= /[ \t]*/y.exec(text.slice(i + 1, i + 9))?.[0] ?? '';
    else if (char === ',') comma ??= /[ \t]*/y.exec(text.slice(i + 1, i + 9))?.[0] ?? '';
  }
  // Python's defaults are blanks behind colons and \u escapes; whoever writes blanks and no letter beyond ASCII is Python
  const ascii = !/[^\0-\x7f]/.test(text) && (colon === ' ' || /\\u[0-9a-f]{4}/i.test(text));
  const slashes = text.includes('\\/') && !/[^\\]\//.test(text);
  return { colon: colon ?? '', comma: comma ?? colon ?? '', ascii, slashes };
}

function write(value: unknown, style: Style): string {
  if (Array.isArray(value)) return `[${value.map((item) => write(item, style)).join(`,${style.comma}`)}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${members.map(([key, member]) => `${write(key, style)}:${style.colon}${write(member, style)}`).join(`,${style.comma}`)}}`;
  }
  const plain = JSON.stringify(value);
  const written = style.slashes ? plain.replaceAll('/', '\\/') : plain;
  if (!style.ascii) return written;
  return written.replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
