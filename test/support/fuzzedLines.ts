import fc from 'fast-check';
import type { Purpose } from '../../src/dataset/purpose.ts';
import { PROVIDER_IDS, type ProviderId } from '../../src/providers/profile.ts';

/** A training file gone wrong by chance, and for whom it is judged. */
export interface FuzzedFile {
  bytes: Buffer;
  provider: ProviderId;
  purpose: Purpose;
}

/** One thing done to a line; each is a number to choose its place by, and what to put there. */
type Mutation = (line: string, place: number, piece: string, value: unknown) => string;

/** Keys and values that the rules ask about, in places where they do not belong. */
const WORDS = [
  ...['messages', 'role', 'content', 'type', 'text', 'image_url', 'url', 'detail', 'weight', 'name', 'refusal'],
  ...['tool_calls', 'tool_call_id', 'function', 'arguments', 'input', 'preferred_output', 'tools', '/', '~', ''],
];
const VALUES: readonly unknown[] = [
  ...[
    null,
    true,
    0,
    1,
    -0.5,
    Number.MAX_VALUE,
    '',
    ' ',
    'user',
    'assistant',
    'system',
    'tool',
    'developer',
    'data:',
    '\ud800',
  ],
  ...[
    'data:image/png;base64,',
    'data:image/gif;base64,R0lGODlh',
    'file:///a.png',
    'http://',
    'https://10.0.0.1/a',
    'a'.repeat(300),
  ],
  ...[[], {}, [[]], [null], { type: 'text' }, { type: 'image_url', image_url: 'x' }, { url: 7 }],
];
const PIECES = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\n',
  '\r',
  '\r\n',
  '\t',
  '\0',
  '\ufeff',
  '\u2028',
  '😀',
  '\\ud800',
  '\\u0000',
  ';base64,',
];

const mutations: Readonly<Record<string, Mutation>> = {
  insert: (line, place, piece) =>
    line.slice(0, place % (line.length + 1)) + piece + line.slice(place % (line.length + 1)),
  replace: (line, place, piece) =>
    line.slice(0, place % (line.length + 1)) + piece + line.slice((place % (line.length + 1)) + 1),
  remove: (line, place) =>
    line.slice(0, place % (line.length + 1)) + line.slice((place % (line.length + 1)) + 1 + (place % 7)),
  truncate: (line, place) => line.slice(0, place % (line.length + 1)),
  twice: (line, place) => (place % 2 === 0 ? line + line : `${line},${line}`),
  escaped: (line) => line.replaceAll('/', '\\/'),
  value: (line, place, _piece, value) =>
    atPlace(line, place, (holder, key) => ((holder as Record<string, unknown>)[key] = value)),
  removeKey: (line, place) =>
    atPlace(line, place, (holder, key) =>
      Array.isArray(holder) ? holder.splice(Number(key), 1) : Reflect.deleteProperty(holder, key),
    ),
  renameKey: (line, place, piece) =>
    atPlace(line, place, (holder, key) => {
      if (Array.isArray(holder)) holder.push(holder[Number(key)]);
      else
        (holder as Record<string, unknown>)[WORDS[place % WORDS.length] ?? piece] = (holder as Record<string, unknown>)[
          key
        ];
    }),
  wrap: (line, place) =>
    atPlace(
      line,
      place,
      (holder, key) => ((holder as Record<string, unknown>)[key] = [(holder as Record<string, unknown>)[key]]),
    ),
  imageByte: (line, place) =>
    line.replaceAll(/(?<=;base64,)[A-Za-z0-9+/=]+/g, (payload) => {
      const bytes = Buffer.from(payload, 'base64');
      if (bytes.length > 0) bytes[place % bytes.length] = (bytes[place % bytes.length] ?? 0) ^ (1 + (place % 255));
      return bytes.subarray(0, place % 3 === 0 ? place % (bytes.length + 1) : bytes.length).toString('base64');
    }),
  mime: (line, place) =>
    line.replace(
      /image\/\w+/,
      ['image/gif', 'image/webp', 'text/plain', 'image/jpg', 'IMAGE/PNG', ''][place % 6] ?? '',
    ),
};

/** Does something to one of the places inside a line, where it is JSON. */
function atPlace(line: string, place: number, change: (holder: object, key: string) => unknown): string {
  let root: unknown;
  try {
    root = JSON.parse(line);
  } catch {
    return line;
  }
  const places: [holder: object, key: string][] = [];
  const waiting: unknown[] = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, value] of Object.entries(next)) {
      places.push([next, key]);
      waiting.push(value);
    }
  }
  const chosen = places[place % Math.max(1, places.length)];
  if (chosen) change(...chosen);
  return JSON.stringify(root);
}

/** Files of a few lines of `sound` with a few mutations each, in the encodings that files come in. */
export function fuzzedFiles(sound: readonly string[]): fc.Arbitrary<FuzzedFile> {
  const mutation = fc.record({
    kind: fc.constantFrom(...Object.keys(mutations)),
    place: fc.nat(100_000),
    piece: fc.oneof(fc.constantFrom(...PIECES, ...WORDS), fc.string({ maxLength: 4 })),
    value: fc.oneof(fc.constantFrom(...VALUES), fc.jsonValue({ maxDepth: 2 })),
  });
  const line = fc
    .tuple(fc.constantFrom(...sound), fc.array(mutation, { maxLength: 4 }))
    .map(([text, all]) =>
      all.reduce(
        (before, { kind, place, piece, value }) => mutations[kind]?.(before, place, piece, value) ?? before,
        text,
      ),
    );
  const file = fc
    .tuple(fc.array(line, { minLength: 1, maxLength: 4 }), fc.constantFrom('\n', '\n', '\n', '\r\n', '\n\n', '\r'))
    .map(([lines, end]) => lines.join(end) + end);
  const encode = fc.constantFrom<(text: string) => Buffer>(
    (text) => Buffer.from(text),
    (text) => Buffer.from(text),
    (text) => Buffer.from(text.trimEnd()),
    (text) => Buffer.from(`\ufeff${text}`),
    (text) => Buffer.from(text, 'latin1'),
    (text) => Buffer.from(`[${text}]`),
  );
  return fc.record({
    bytes: fc.tuple(file, encode).map(([text, of]) => of(text)),
    provider: fc.constantFrom(...PROVIDER_IDS),
    purpose: fc.constantFrom<Purpose>('train', 'validation', 'test'),
  });
}
