import { parseTree, type Node } from 'jsonc-parser';
import { wholeOffset, type ElidedLine } from './elide.ts';

/** Columns from 1, in UTF-16 units; `end` is behind the last character. */
export interface ColumnRange {
  column: number;
  endColumn: number;
}

/** Finds the places of JSON Pointers in one line; the tree is made at the first question. */
export function positionsOf(elide: () => ElidedLine): (path: string) => ColumnRange {
  let line: ElidedLine | undefined;
  let root: Node | undefined;
  return (path) => {
    line ??= elide();
    const { text, shifts } = line;
    const whole = { column: 1, endColumn: 1 + wholeOffset(text.length, shifts) };
    if (path === '') return whole;
    root ??= tree(text);
    const node = root && nodeAt(root, path);
    if (!node) return whole;
    return {
      column: 1 + wholeOffset(node.offset, shifts),
      endColumn: 1 + wholeOffset(node.offset + node.length, shifts),
    };
  };
}

function tree(text: string): Node | undefined {
  try {
    return parseTree(text);
  } catch {
    return undefined; // nested deeper than the stack reaches: the whole line has to do
  }
}

/** Of a key that stands twice the last one counts, as it does for `JSON.parse`. */
function nodeAt(root: Node, path: string): Node | undefined {
  let node: Node | undefined = root;
  for (const step of path.slice(1).split('/')) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    const children: readonly Node[] = node?.children ?? [];
    if (node?.type === 'array') node = children[Number(key)];
    else node = children.findLast(({ children: pair }) => pair?.[0]?.value === key)?.children?.[1];
  }
  return node;
}

/** One step of a JSON Pointer. */
export function pointerStep(key: string): string {
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
