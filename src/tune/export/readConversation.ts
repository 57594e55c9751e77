import type { Example, LooseMessage, LoosePart } from '../../dataset/example.ts';
import { isText, type Turn, type TurnPart, type TurnRole } from './conversation.ts';
import { Notes } from './notes.ts';
import type { Takes } from './trainer.ts';

/** What a line is for a trainer: an example, one it cannot take (told in `notes`), or none at all. */
export type Read = { kind: 'taken'; turns: Turn[]; notes: Notes } | { kind: 'left'; notes: Notes } | { kind: 'fault' };

const ROLES: Readonly<Record<string, TurnRole>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
};
const TOOL_ROLES = ['tool', 'function'];
const TOOL_KEYS = ['tools', 'functions', 'parallel_tool_calls'];
/** Marks by which trainers find the places of files in a text. */
const MARK = /<(image|video|audio)>/g;

/** Reads a chat line as a trainer takes it; images still as the line tells them. */
export function readConversation(example: Extract<Example, { kind: 'chat' }>, takes: Takes): Read {
  const { messages, value } = example;
  const notes = new Notes();
  const left = (kind: 'leftTools' | 'leftImages' | 'leftTurns'): Read => {
    const why = new Notes();
    why.add(kind);
    return { kind: 'left', notes: why };
  };
  if (messages.some(usesTools)) return left('leftTools');
  const turns: Turn[] = [];
  for (const message of messages) {
    const turn = readTurn(message, takes, notes);
    if (!turn) return { kind: 'fault' };
    if (!takes.imageRoles.includes(turn.role) && !turn.parts.every(isText)) return left('leftImages');
    turns.push(turn);
  }
  if (!turns.some(isAnswer)) return { kind: 'fault' };
  noteKeys(value, notes);
  const ordered = inTurn(turns, takes.turns, notes);
  return ordered ? { kind: 'taken', turns: ordered, notes } : left('leftTurns');
}

const usesTools = ({ role, value }: LooseMessage) =>
  TOOL_ROLES.includes(role) || value['tool_calls'] !== undefined || value['function_call'] !== undefined;

const isAnswer = ({ role, parts }: Turn) =>
  role === 'assistant' && parts.some((part) => isText(part) && part.text.trim() !== '');

/** @returns `undefined` for what is no message of a conversation */
function readTurn(message: LooseMessage, takes: Takes, notes: Notes): Turn | undefined {
  const { value, parts: found } = message;
  const role = ROLES[message.role];
  const parts = found.length > 0 ? found : refusalOf(value);
  if (!role || parts.length === 0) return undefined;
  const { weight } = value;
  if (weight !== undefined && weight !== 0 && weight !== 1) return undefined;
  if (message.role === 'developer') notes.add('developer');
  if (value['name'] !== undefined) notes.add('names');
  if (typeof value['refusal'] === 'string' || hasRefusal(value['content'])) notes.add('refusals');
  const read = parts.map((part) => readPart(part, takes, notes));
  if (!read.every((part) => part !== undefined)) return undefined;
  return { role, parts: read, ...(role === 'assistant' && weight !== undefined && { weight }) };
}

function readPart(part: LoosePart, { marks }: Takes, notes: Notes): TurnPart | undefined {
  if (part.type === 'other') return undefined;
  if (part.type === 'image') {
    if (part.detail !== undefined) notes.add('details');
    return { image: part.url };
  }
  const text = marks ? part.text.replaceAll(MARK, '< $1 >') : part.text;
  if (text !== part.text) notes.add('marks');
  return { text };
}

const refusalOf = (value: Record<string, unknown>): LoosePart[] =>
  typeof value['refusal'] === 'string' ? [{ type: 'text', text: value['refusal'], path: '' }] : [];

const hasRefusal = (content: unknown) =>
  Array.isArray(content) && content.some((part: unknown) => (part as { type?: unknown } | null)?.type === 'refusal');

function noteKeys(value: Record<string, unknown>, notes: Notes): void {
  const keys = Object.keys(value).filter((key) => key !== 'messages');
  if (keys.some((key) => TOOL_KEYS.includes(key))) notes.add('tools');
  if (keys.some((key) => !TOOL_KEYS.includes(key))) notes.add('keys');
}

/** The turns in the order a trainer takes. @returns `undefined` where no order helps */
function inTurn(turns: Turn[], order: Takes['turns'], notes: Notes): Turn[] | undefined {
  if (order === 'free') return turns;
  const joined: Turn[] = [];
  for (const turn of turns) {
    const last = joined.at(-1);
    if (last?.role !== turn.role) joined.push(turn);
    // of two answers one is learned and one is not
    else if (last.weight !== turn.weight) return undefined;
    else joined[joined.length - 1] = { ...last, parts: [...last.parts, ...turn.parts] };
  }
  if (order === 'strict' && !alternates(joined)) return undefined;
  if (joined.length < turns.length) notes.add('joined');
  return joined;
}

/** Perhaps a system message, then questions and answers; an answer last. */
function alternates(turns: readonly Turn[]): boolean {
  const from = turns[0]?.role === 'system' ? 1 : 0;
  const rest = turns.slice(from);
  return rest.length % 2 === 0 && rest.every(({ role }, at) => role === (at % 2 === 0 ? 'user' : 'assistant'));
}
