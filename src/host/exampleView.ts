import { parseDataUrl } from '../dataset/dataUrl.ts';
import {
  questionAndAnswer,
  splitQuestion,
  type Example,
  type LooseMessage,
  type LoosePart,
} from '../dataset/example.ts';
import { whyNotDrawn } from '../images/drawable.ts';
import { inspectImage } from '../images/inspect.ts';
import { imageTokensFor } from '../providers/imageTokens.ts';
import type { ModelFacts } from '../providers/profile.ts';
import { decode, pictureOf } from './pictures.ts';
import type { ExampleView, ImageView, MessageView, PartView, RowView } from '../protocol/datasetPage.ts';
import type { RemoteImages } from './remoteImages.ts';

const MAX_TEXT = 100_000;
/** Keys of a message that are drawn in their own way; whatever else is there is shown as JSON. */
const DRAWN = new Set(['role', 'content', 'name', 'weight']);

type Readable = Example | { kind: 'long' };
/** What is known of images behind addresses. */
type Web = Pick<RemoteImages, 'access' | 'peek'>;

/** What the list shows of a line, without what the linter and the runs know. */
export function rowOf(
  line: number,
  bytes: number,
  example: Readable,
  web: Web,
): Omit<RowView, 'problems' | 'predictions'> {
  const base = { line, bytes, kind: example.kind, images: 0, picture: 'none' as const, answer: undefined };
  switch (example.kind) {
    case 'chat': {
      const { question, answer } = questionAndAnswer(example.messages);
      const picture = pictureOf(example);
      return {
        ...base,
        question: oneLine(splitQuestion(question).question),
        answer: answer === undefined ? undefined : oneLine(answer),
        images: example.messages.reduce(
          (sum, { parts }) => sum + parts.filter(({ type }) => type === 'image').length,
          0,
        ),
        picture: picture ? (parseDataUrl(picture.url) || web.access(picture.url) === 'load' ? 'data' : 'url') : 'none',
      };
    }
    case 'json':
      return { ...base, question: oneLine(pretty(example.value)) };
    case 'broken':
      return { ...base, question: example.message };
    default:
      return { ...base, question: '' };
  }
}

/** The whole example as the page draws it, without what the linter and the runs know. */
export function viewOf(
  line: number,
  bytes: number,
  text: string | undefined,
  example: Readable,
  model: ModelFacts | undefined,
  web: Web,
): Omit<ExampleView, 'findings' | 'predictions' | 'sharesPrefix'> {
  const base = { line, bytes, kind: example.kind, images: 0, messages: [] };
  switch (example.kind) {
    case 'chat': {
      const messages = example.messages.map((message) => messageView(message, model, web));
      const images = messages.flatMap(({ parts }) =>
        parts.flatMap((part) => (part.type === 'image' ? [part.image] : [])),
      );
      return { ...base, messages, images: images.length };
    }
    case 'json':
      return { ...base, text: pretty(example.value).slice(0, MAX_TEXT) };
    case 'broken':
      return {
        ...base,
        text: (text ?? '').slice(0, MAX_TEXT),
        fault: { message: example.message, column: example.column },
      };
    default:
      return base;
  }
}

function messageView(message: LooseMessage, model: ModelFacts | undefined, web: Web): MessageView {
  const { name, weight } = message.value;
  const extra = Object.fromEntries(Object.entries(message.value).filter(([key]) => !DRAWN.has(key)));
  return {
    role: message.role,
    path: message.path,
    ...(typeof name === 'string' && { name }),
    ...(typeof weight === 'number' && { weight }),
    ...(Object.keys(extra).length > 0 && { extra: pretty(extra).slice(0, MAX_TEXT) }),
    parts: message.parts.map((part) => partView(part, model, web)),
  };
}

function partView(part: LoosePart, model: ModelFacts | undefined, web: Web): PartView {
  if (part.type === 'text') return part;
  if (part.type === 'other') return { type: 'other', path: part.path, json: pretty(part.value).slice(0, MAX_TEXT) };
  return { type: 'image', path: part.path, image: imageView(part.url, part.detail, model, web) };
}

function imageView(url: string, detail: string | undefined, model: ModelFacts | undefined, web: Web): ImageView {
  const asked = detail === undefined ? {} : { detail };
  if (!parseDataUrl(url)) {
    const fetched = web.peek(url);
    const address = { url: url.slice(0, 2000), access: web.access(url) };
    return { bytes: 0, ...asked, ...(fetched && factsOf(fetched, detail, model)), source: 'url', ...address };
  }
  const bytes = decode(url);
  return bytes ? { ...factsOf(bytes, detail, model), ...asked } : { source: 'bad', bytes: 0, ...asked };
}

/** What the bytes of an image say about it. */
function factsOf(bytes: Uint8Array, detail: string | undefined, model: ModelFacts | undefined): ImageView {
  const facts = inspectImage(bytes);
  const { format, colorMode: mode, width, height, orientation = 1, animated, gps } = facts;
  const undrawn = whyNotDrawn(facts);
  const tokensAt = (at: string | undefined) =>
    width && height && model ? imageTokensFor(model, width, height, at) : 0;
  const [tokens, low, high] = [tokensAt(detail), tokensAt('low'), tokensAt('high')];
  return {
    source: undrawn === 'unknown' || undrawn === 'program' ? 'bad' : 'data',
    bytes: bytes.length,
    ...(format !== 'unknown' && { format: format.toUpperCase() }),
    ...(undrawn === 'size' || undrawn === 'pixels' ? { undrawn } : {}),
    ...(mode && { mode }),
    ...(width && height && { width, height }),
    ...(model?.imageTokens && width && height && { tokens, tokensAt: { low, high } }),
    ...(orientation > 1 && { orientation }),
    ...(animated && { animated }),
    ...(gps && { gps }),
  };
}

function pretty(value: unknown): string {
  try {
    return JSON.stringify(value, shorten, 2);
  } catch {
    return 'Nested too deep to be shown.';
  }
}

/** Long strings (base64) would bury everything else. */
const shorten = (_key: string, value: unknown) =>
  typeof value === 'string' && value.length > 2000 ? `${value.slice(0, 200)}… (${value.length} characters)` : value;

const oneLine = (text: string) => text.slice(0, 400).replaceAll(/\s+/gu, ' ').trim();
