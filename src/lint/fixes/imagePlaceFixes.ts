import type { JSONPath } from 'jsonc-parser';
import { segmentsOf } from '../../dataset/edits.ts';
import { insertText, listText, removeElement, sourceOf, valueAt } from '../../dataset/lineEdit.ts';
import { editing, type Fix } from './fix.ts';

/**
 * Of where images stand. Those in messages that may hold none move to the nearest question, and stay where there is
 * none.
 */
export const IMAGE_PLACE_FIXES: Readonly<Record<string, Fix>> = {
  'url-image-not-accepted': {
    of: 'web',
    label: 'Put the image into the file',
    safe: false,
    why: 'It is fetched from the web, so its host learns of it, and the file grows.',
  },
  'image-in-assistant': {
    of: 'line',
    label: 'Move the image to the question',
    safe: false,
    why: 'The question then shows what was part of the answer, which may give it away.',
    moves: true,
    mend: editing((json, { places }) => {
      const ends: Ends = new Map();
      return backwards(places).reduce((edited, part) => toQuestionBefore(edited, part, ends), json);
    }),
  },
  'image-in-system': {
    of: 'line',
    label: 'Move the image to the first question',
    safe: true,
    why: 'It is still read before the question, in the same order.',
    moves: true,
    mend: editing((json, { places }) => {
      const ends: Ends = new Map();
      // what a function returned belongs to no question
      const movable = backwards(places).filter((part) => roleAt(json, Number(part[1])) !== 'function');
      return movable.reduce((edited, part) => toQuestionBehind(edited, part, ends), json);
    }),
  },
};

/** The last part first: taking it out moves none of the others. */
const backwards = (places: readonly string[]): JSONPath[] =>
  places
    .map(segmentsOf)
    .sort((a, b) => Number(a[1]) - Number(b[1]) || Number(a[3]) - Number(b[3]))
    .reverse();

/** Where a question ended before anything was moved behind it: what moves later stands before what moved first. */
type Ends = Map<number, number>;

/** To the end of the question before an answer, or else to the beginning of the next. */
function toQuestionBefore(json: string, part: JSONPath, ends: Ends): string {
  const from = Number(part[1]);
  const question = questions(json).findLast((message) => message < from);
  return question === undefined ? toQuestionBehind(json, part, ends) : move(json, part, question, ends);
}

/** To the beginning of the next question, or else to the end of the one before. */
function toQuestionBehind(json: string, part: JSONPath, ends: Ends): string {
  const from = Number(part[1]);
  const all = questions(json);
  const next = all.find((message) => message > from);
  if (next !== undefined) return move(json, part, next);
  const before = all.at(-1);
  return before === undefined ? json : move(json, part, before, ends);
}

function questions(json: string): number[] {
  const messages = valueAt(json, ['messages'])?.children ?? [];
  return messages.flatMap((_, at) => (roleAt(json, at) === 'user' ? [at] : []));
}

const roleAt = (json: string, message: number): unknown => valueAt(json, ['messages', message, 'role'])?.value;

/**
 * Moves a part as it is written to the beginning of a question, or with `ends` to its end. A system message of which
 * nothing is left goes.
 */
function move(json: string, part: JSONPath, question: number, ends?: Ends): string {
  const content = ['messages', question, 'content'];
  const there = valueAt(json, content);
  if (there?.type !== 'array' && there?.type !== 'string') return json;
  const written = sourceOf(json, part);
  const listed = there.type === 'string' ? listText(json, content) : json;
  const length = there.type === 'string' ? 1 : (there.children?.length ?? 0);
  const at = ends ? (ends.get(question) ?? length) : 0;
  ends?.set(question, at);
  const put = insertText(listed, content, at, written);
  const [list, message] = [part.slice(0, -1), part.slice(0, 2)];
  const taken = removeElement(put, list, Number(part.at(-1)));
  const role: unknown = valueAt(taken, [...message, 'role'])?.value;
  const isEmpty = (valueAt(taken, list)?.children ?? []).length === 0;
  return isEmpty && role !== 'assistant' ? removeElement(taken, ['messages'], Number(part[1])) : taken;
}
