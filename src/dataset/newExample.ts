import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import { insertElement, styleOfLine } from './lineEdit.ts';
import { messageEnds } from './sharedPrefix.ts';

/** Keys beside the messages that belong to every example of a file. */
const FOR_ALL = ['tools', 'parallel_tool_calls', 'functions'];
const SKELETON = [
  { role: 'user', content: '' },
  { role: 'assistant', content: '' },
];
const FIRST = '{"messages": []}';

/**
 * A line with an empty question and answer to be filled in, written as `like` is: it begins with as many of its
 * messages as examples share, or else with its system prompt, and has its tools.
 * @param like a line of the file; `undefined` in an empty one
 */
export function newExample(like: string | undefined, shared: number): string {
  const base = like === undefined ? FIRST : (beginningOf(like, shared) ?? FIRST);
  return SKELETON.reduce((line, message) => insertElement(line, ['messages'], messageEnds(line).length, message), base);
}

/** The line with its first messages and its tools alone, as they are written; `undefined` when it is no example. */
function beginningOf(text: string, shared: number): string | undefined {
  const root = parseTree(text);
  const messages = root && findNodeAtLocation(root, ['messages']);
  if (root?.type !== 'object' || messages?.type !== 'array') return undefined;
  const written = (node: Node) => text.slice(node.offset, node.offset + node.length);
  const elements = messages.children ?? [];
  const kept = shared > 0 ? elements.slice(0, shared) : elements.slice(0, isSystem(elements[0]) ? 1 : 0);
  const { colon, comma } = styleOfLine(text);
  const members = (root.children ?? []).filter(({ children }) => FOR_ALL.includes(String(children?.[0]?.value)));
  const list = `"messages":${colon}[${kept.map(written).join(`,${comma}`)}]`;
  return `{${[list, ...members.map(written)].join(`,${comma}`)}}`;
}

const isSystem = (message: Node | undefined): boolean =>
  message !== undefined && findNodeAtLocation(message, ['role'])?.value === 'system';
