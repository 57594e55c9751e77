import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import { BASE64_MARK } from './dataUrl.ts';

/** An image part as it stands in the text of a line. */
export interface ImageInText {
  url: string;
  /** Where the part begins and ends in the line, in characters. */
  start: number;
  end: number;
}

/** Base64 worth taking out of a line before it is parsed: a scanner looks at every character of a string. */
const PAYLOAD = /(?<=;base64,)[A-Za-z0-9+/=]{256,}/g;

/**
 * The image part a place of a line is in; in a message but in none of its image parts, the message's first image.
 * `undefined` where there is none, or the line is not JSON so far.
 * @param offset in characters, from 0
 */
export function imageAt(text: string, offset: number): ImageInText | undefined {
  const payloads: { at: number; payload: string }[] = [];
  let removed = 0;
  const short = text.replace(PAYLOAD, (payload, at: number) => {
    payloads.push({ at: at - removed, payload });
    removed += payload.length;
    return '';
  });
  /** Of a place in the short text; a place where a payload was taken out is the one before it. */
  const whole = (place: number) =>
    payloads.reduce((sum, { at, payload }) => (at < place ? sum + payload.length : sum), place);
  const root = treeOf(short);
  const messages = root && findNodeAtLocation(root, ['messages']);
  const holds = (node: Node) => whole(node.offset) <= offset && offset < whole(node.offset + node.length);
  const message = messages?.children?.find(holds);
  const content = message && findNodeAtLocation(message, ['content']);
  const parts = (content?.type === 'array' ? (content.children ?? []) : []).flatMap((part) => {
    const address = findNodeAtLocation(part, ['image_url', 'url']) ?? findNodeAtLocation(part, ['image_url']);
    return typeof address?.value === 'string' ? [{ part, address, url: address.value }] : [];
  });
  const found = parts.find(({ part }) => holds(part)) ?? parts[0];
  if (!found) return undefined;
  const { part, address, url } = found;
  const taken = payloads.find(({ at }) => at > address.offset && at <= address.offset + address.length);
  return {
    url: taken ? url.replace(BASE64_MARK, BASE64_MARK + taken.payload) : url,
    start: whole(part.offset),
    end: whole(part.offset + part.length),
  };
}

/** `undefined` for what is nested deeper than the stack reaches. */
function treeOf(text: string): Node | undefined {
  try {
    return parseTree(text);
  } catch {
    return undefined;
  }
}
