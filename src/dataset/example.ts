import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { isObject } from './jsonObject.ts';

/** What one line holds, read leniently: faults are the linter's business, here everything that is there is kept. */
export type Example =
  | { kind: 'chat'; messages: LooseMessage[]; value: Record<string, unknown> }
  | { kind: 'json'; value: unknown }
  | { kind: 'blank' }
  | { kind: 'broken'; message: string; /** From 1. */ column: number };

/** A message as it stands in the file, valid or not. */
export interface LooseMessage {
  /** `''` when the role is missing or no string. */
  role: string;
  /** JSON Pointer of the message inside its line. */
  path: string;
  parts: LoosePart[];
  value: Record<string, unknown>;
}

export type LoosePart =
  | { type: 'text'; text: string; path: string }
  /** `url` also for the common mistake of a bare string in place of the object. */
  | { type: 'image'; url: string; detail: string | undefined; path: string }
  | { type: 'other'; value: unknown; path: string };

/** Reads one line of a file. Never throws: a line that is no JSON says what is wrong and where. */
export function readExample(text: string): Example {
  if (text.trim() === '') return { kind: 'blank' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { kind: 'broken', ...explain(text, error) };
  }
  if (!isObject(value) || !Array.isArray(value['messages'])) return { kind: 'json', value };
  return { kind: 'chat', messages: readMessages(value['messages'], '/messages'), value };
}

/** Reads a line by its number in the file, from 0: a byte order mark before the first one is no part of it. */
export function readLine(text: string, line: number): Example {
  return readExample(line === 0 ? withoutMark(text) : text);
}

/** The text without a byte order mark before it. */
export const withoutMark = (text: string): string => text.replace(/^\ufeff/, '');

/** The messages of a list at a path; something else in its place counts as one message. */
export function readMessages(list: unknown, path: string): LooseMessage[] {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) return [readMessage(list, path)];
  return list.map((message: unknown, index) => readMessage(message, `${path}/${index}`));
}

function readMessage(message: unknown, path: string): LooseMessage {
  const value = isObject(message) ? message : message === null ? {} : { content: message };
  const role = typeof value['role'] === 'string' ? value['role'] : '';
  // what is no object stands where the message should
  return { role, path, value, parts: readParts(value['content'], isObject(message) ? `${path}/content` : path) };
}

function readParts(content: unknown, path: string): LoosePart[] {
  if (content === undefined || content === null) return [];
  if (typeof content === 'string') return [{ type: 'text', text: content, path }];
  if (!Array.isArray(content)) return [{ type: 'other', value: content, path }];
  return content.map((part: unknown, index) => readPart(part, `${path}/${index}`));
}

function readPart(part: unknown, path: string): LoosePart {
  if (!isObject(part)) return { type: 'other', value: part, path };
  if (part['type'] === 'text' && typeof part['text'] === 'string') return { type: 'text', text: part['text'], path };
  if (part['type'] === 'refusal' && typeof part['refusal'] === 'string')
    return { type: 'text', text: part['refusal'], path };
  if (part['type'] === 'image_url') {
    const image = part['image_url'];
    if (typeof image === 'string') return { type: 'image', url: image, detail: undefined, path };
    if (isObject(image) && typeof image['url'] === 'string')
      return {
        type: 'image',
        url: image['url'],
        detail: typeof image['detail'] === 'string' ? image['detail'] : undefined,
        path,
      };
  }
  return { type: 'other', value: part, path };
}

/** Where and why a line is no JSON. */
function explain(text: string, error: unknown): { message: string; column: number } {
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { allowTrailingComma: false, disallowComments: true });
  } catch {
    // nested deeper than the stack reaches: the runtime's own sentence has to do
  }
  const first = errors[0];
  const said = error instanceof Error ? error.message : String(error);
  if (!first) return { message: said, column: 1 };
  const words = printParseErrorCode(first.error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return { message: `${words} at column ${first.offset + 1}`, column: first.offset + 1 };
}

/** The number a question carries, as in "Question [52]: Who wrote this?", and the text behind it. */
export function splitQuestion(text: string): { id: number | undefined; question: string } {
  const match = /^\s*Question\s*\[(\d+)\]\s*:\s*/.exec(text);
  return match ? { id: Number(match[1]), question: text.slice(match[0].length) } : { id: undefined, question: text };
}

/** Text of a message: its text parts, a line each. */
export function textOf(message: LooseMessage): string {
  return message.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
}

/** What the example asks and answers: its last user text, and the final assistant text behind it if there is one. */
export function questionAndAnswer(messages: readonly LooseMessage[]): {
  question: string;
  answer: string | undefined;
  user: LooseMessage | undefined;
} {
  const user = messages.findLast((message) => message.role === 'user');
  const last = messages.at(-1);
  return {
    user,
    question: user ? textOf(user) : '',
    answer: last?.role === 'assistant' ? textOf(last) : undefined,
  };
}
