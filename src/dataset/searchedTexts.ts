import { readLine, type Example, type LooseMessage, type LoosePart } from './example.ts';
import { isObject } from './jsonObject.ts';
import { piecesWithoutBase64, textWithoutBase64 } from './withoutBase64.ts';

/** A text that a search looks through: what the editor shows of a line, its escapes decoded, no picture's base64. */
export interface SearchedText {
  /** JSON Pointer of the message or part it is shown in; empty for a line that is no conversation. */
  path: string;
  /** Of the message it stands in. */
  role: string | undefined;
  text: string;
}

/** Shown apart from the rest of a message. */
const NAMED = new Set(['role', 'content', 'weight', 'name']);

/**
 * Texts of a line in the order they are shown. A broken line is looked through as it is written, other JSON by its keys
 * and values.
 * @param text the line; its base64 may have been left out
 * @param line from 0
 */
export function searchedTexts(text: string, line: number, example: Example = readLine(text, line)): SearchedText[] {
  switch (example.kind) {
    case 'chat':
      return example.messages.flatMap((message) => messageTexts(message));
    case 'json':
      return valueTexts(example.value).map((found) => ({ path: '', role: undefined, text: found }));
    case 'broken':
      return piecesWithoutBase64(text).map((piece) => ({ path: '', role: undefined, text: piece }));
    case 'blank':
      return [];
  }
}

function messageTexts({ role, path, value, parts }: LooseMessage): SearchedText[] {
  const { name } = value;
  const others = Object.entries(value).filter(([key]) => !NAMED.has(key));
  return [
    ...(typeof name === 'string' ? [{ path, role, text: name }] : []),
    ...parts.flatMap((part) => partTexts(part).map((text) => ({ path: part.path, role, text }))),
    ...(others.length === 0 ? [] : valueTexts(Object.fromEntries(others)).map((text) => ({ path, role, text }))),
  ];
}

function partTexts(part: LoosePart): string[] {
  if (part.type === 'text') return [textWithoutBase64(part.text)];
  if (part.type === 'other') return valueTexts(part.value);
  return /^data:/i.test(part.url) ? [] : [part.url];
}

/** Keys and values of any JSON in their order; its depth is the file's, so no call goes deeper with it. */
function valueTexts(value: unknown): string[] {
  const texts: string[] = [];
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === 'string') texts.push(textWithoutBase64(next));
    else if (Array.isArray(next)) for (let i = next.length - 1; i >= 0; i--) waiting.push(next[i]);
    else if (isObject(next)) for (const [key, member] of Object.entries(next).toReversed()) waiting.push(member, key);
    else texts.push(JSON.stringify(next));
  }
  return texts;
}
