import { parseDataUrl } from '../../dataset/dataUrl.ts';
import {
  questionAndAnswer,
  splitQuestion,
  type Example,
  type LooseMessage,
  type LoosePart,
} from '../../dataset/example.ts';
import { isObject } from '../../dataset/jsonObject.ts';
import { readPreference, type Preference } from '../../dataset/preference.ts';
import type { ModelFacts } from '../../providers/profile.ts';
import { callsOf } from './callView.ts';
import { imageView } from './imageView.ts';
import { pictureOf } from '../images/pictures.ts';
import type { PreferenceSection } from '../../protocol/conversation.ts';
import type { ExampleView, MessageView, PartView, RowView } from '../../protocol/datasetPage.ts';
import type { KnownImages } from '../images/remoteImages.ts';

const MAX_TEXT = 100_000;

type Readable = Example | { kind: 'long' };

/** What the list shows of a line, without what the linter and the runs know. */
export function rowOf(
  line: number,
  bytes: number,
  example: Readable,
  web: KnownImages,
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
    case 'json': {
      const preference = readPreference(example.value);
      if (!preference) return { ...base, question: oneLine(pretty(example.value)) };
      const chat = { kind: 'chat' as const, messages: [...preference.input, ...preference.preferred], value: {} };
      return rowOf(line, bytes, chat, web);
    }
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
  web: KnownImages,
): Omit<ExampleView, 'findings' | 'predictions' | 'sharesPrefix'> {
  const base = { line, bytes, kind: example.kind, images: 0, messages: [] };
  const conversation = (messages: MessageView[]) => ({
    ...base,
    kind: 'chat' as const,
    messages,
    images: messages.reduce((sum, { parts }) => sum + parts.filter(({ type }) => type === 'image').length, 0),
  });
  switch (example.kind) {
    case 'chat': {
      const { messages: _, ...others } = example.value;
      const messages = example.messages.map((message) => messageView(message, model, web));
      return { ...conversation(messages), ...textOfKeys(others) };
    }
    case 'json': {
      const preference = readPreference(example.value);
      if (preference) {
        return { ...conversation(preferenceMessages(preference, model, web)), ...textOfKeys(keysBeside(preference)) };
      }
      return { ...base, text: pretty(example.value).slice(0, MAX_TEXT) };
    }
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

const textOfKeys = (others: object) =>
  Object.keys(others).length > 0 ? { text: pretty(others).slice(0, MAX_TEXT) } : {};

/** What a preference line holds beside its messages; tools stand in its input. */
function keysBeside({ value }: Preference): object {
  const { input, preferred_output: _, non_preferred_output: __, ...others } = value;
  const { messages: ___, ...beside } = isObject(input) ? input : {};
  return Object.keys(beside).length > 0 ? { input: beside, ...others } : others;
}

function preferenceMessages(preference: Preference, model: ModelFacts | undefined, web: KnownImages): MessageView[] {
  const section = (of: PreferenceSection) =>
    preference[of].map((message): MessageView => ({ ...messageView(message, model, web), section: of }));
  const input = preference.input.map((message) => messageView(message, model, web));
  return [...input, ...section('preferred'), ...section('nonPreferred')];
}

function messageView(message: LooseMessage, model: ModelFacts | undefined, web: KnownImages): MessageView {
  const { name, weight, tool_call_id: answers, refusal } = message.value;
  const calls = callsOf(message.value, message.path, (value) => pretty(value).slice(0, MAX_TEXT));
  const extra = Object.fromEntries(Object.entries(message.value).filter(([key, value]) => !isDrawn(key, value)));
  const declined: PartView[] =
    typeof refusal === 'string'
      ? [{ type: 'text', text: refusal, path: `${message.path}/refusal`, refusal: true }]
      : [];
  return {
    role: message.role,
    path: message.path,
    ...(typeof name === 'string' && { name }),
    ...(typeof weight === 'number' && { weight }),
    ...(Object.keys(extra).length > 0 && { extra: pretty(extra).slice(0, MAX_TEXT) }),
    ...(calls.length > 0 && { calls }),
    ...(typeof answers === 'string' && { answers }),
    parts: [...message.parts.map((part) => partView(part, message, model, web)), ...declined],
  };
}

/** Whether a key of a message is drawn in its own way as it stands. */
function isDrawn(key: string, value: unknown): boolean {
  if (key === 'tool_calls') return Array.isArray(value);
  if (key === 'function_call') return isObject(value);
  if (key === 'tool_call_id') return typeof value === 'string';
  if (key === 'refusal') return typeof value === 'string' || value === null;
  if (key === 'role' || key === 'name') return typeof value === 'string';
  return key === 'content' || (key === 'weight' && typeof value === 'number');
}

function partView(part: LoosePart, { value }: LooseMessage, model: ModelFacts | undefined, web: KnownImages): PartView {
  if (part.type === 'text') return isRefusal(value['content'], part.path) ? { ...part, refusal: true } : part;
  if (part.type === 'other') return { type: 'other', path: part.path, json: pretty(part.value).slice(0, MAX_TEXT) };
  return { type: 'image', path: part.path, image: imageView(part.url, part.detail, model, web) };
}

function isRefusal(content: unknown, path: string): boolean {
  const part: unknown = Array.isArray(content) ? content[Number(path.split('/').at(-1))] : undefined;
  return isObject(part) && part['type'] === 'refusal';
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
