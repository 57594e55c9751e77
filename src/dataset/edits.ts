import { findNodeAtLocation, parseTree, type JSONPath } from 'jsonc-parser';
import { insertImages, replaceImages } from './imageEdit.ts';
import {
  duplicateElement,
  insertElement,
  moveElement,
  removeElement,
  removeKey,
  replaceValue,
  setKey,
} from './lineEdit.ts';
import { countOf, inOrder, type LineRange } from './lineRanges.ts';
import type { LineChange, LineRun } from './lineSequence.ts';
import { editPart, type PartEdit } from './partEdit.ts';

/** One undoable edit; lines count from 0, `path` is a JSON Pointer into the line. */
export type DatasetEdit =
  /** Text of a part, or of a message whose content is a string. */
  | { kind: 'text'; line: number; path: string; text: string }
  /** `path` is a message's. */
  | { kind: 'role'; line: number; path: string; role: string }
  /** `undefined` takes the key out. */
  | { kind: 'weight'; line: number; path: string; weight: 0 | 1 | undefined }
  /** `path` is an image part's; `undefined` takes the key out. */
  | { kind: 'detail'; line: number; path: string; detail: 'auto' | 'low' | 'high' | undefined }
  /** Behind the message at `path`, or as the first one without. */
  | { kind: 'addMessage'; line: number; path: string | undefined; role: string }
  /** `path` is a message's or a part's. */
  | { kind: 'remove' | 'duplicate'; line: number; path: string }
  | { kind: 'move'; line: number; path: string; by: -1 | 1 }
  /** Data URLs: behind the part at `path`, or at the end of the message at `path`. */
  | { kind: 'insertImage'; line: number; path: string; urls: string[] }
  /** `path` is an image part's; `by`: what made it of the picture before. */
  | { kind: 'replaceImage'; line: number; path: string; url: string; by?: 'reencoding' | 'cropping' }
  | PartEdit
  /** An example to be filled in, before line `at`. */
  | { kind: 'addExample'; at: number }
  | { kind: 'removeExamples'; lines: LineRange[] }
  /** The copies stand in one block behind the last of them. */
  | { kind: 'duplicateExamples'; lines: LineRange[] }
  /** To stand before the example now on line `to`. */
  | { kind: 'moveExamples'; lines: LineRange[]; to: number };

export type LineEdit = Extract<DatasetEdit, { line: number }>;
export type LinesEdit = Extract<DatasetEdit, { lines: LineRange[] }>;

/** The line with an edit made; everything else of it stays byte for byte. Throws one sentence where it cannot be made. */
export function editLine(text: string, edit: LineEdit): string {
  try {
    return edited(text, edit);
  } catch (error) {
    // the parser walks as deep as the line is nested
    if (error instanceof RangeError && /call stack/i.test(error.message))
      throw new Error(`Line ${edit.line + 1} is nested too deep to be edited here.`, { cause: error });
    throw error;
  }
}

function edited(text: string, edit: LineEdit): string {
  const path = edit.path === undefined ? [] : segmentsOf(edit.path);
  const [parent, at] = [path.slice(0, -1), Number(path.at(-1))];
  switch (edit.kind) {
    case 'text':
      return replaceValue(text, textPlace(text, path), edit.text);
    case 'role':
      return setKey(text, path, 'role', edit.role);
    case 'weight':
      return setOrRemove(text, path, 'weight', edit.weight);
    case 'detail':
      return setOrRemove(text, [...path, 'image_url'], 'detail', edit.detail);
    case 'addMessage':
      return edit.path === undefined
        ? insertElement(text, ['messages'], 0, { role: edit.role, content: '' })
        : insertElement(text, parent, at + 1, { role: edit.role, content: '' });
    case 'remove':
      return removeElement(text, parent, at);
    case 'duplicate':
      return duplicateElement(text, parent, at);
    case 'move':
      return moveElement(text, parent, at, Math.max(0, at + edit.by));
    case 'insertImage':
      return insertImages(text, path, edit.urls);
    case 'replaceImage':
      return replaceImages(text, [{ path, url: edit.url }]);
    case 'name':
    case 'addPart':
      return editPart(text, edit, path);
  }
}

/**
 * What an edit does to the lines of a file, to be applied one after the other.
 * @param runsOf the lines of ascending ranges as they stand
 */
export function changesOf(edit: LinesEdit, runsOf: (ranges: readonly LineRange[]) => LineRun[]): LineChange[] {
  const ranges = inOrder(edit.lines);
  if (edit.kind === 'duplicateExamples') return [{ at: ranges.at(-1)?.to ?? 0, remove: 0, insert: runsOf(ranges) }];
  const remove = ranges.map(({ from, to }): LineChange => ({ at: from, remove: to - from, insert: [] })).reverse();
  if (edit.kind === 'removeExamples') return remove;
  const before = ranges.map(({ from, to }) => ({ from, to: Math.max(from, Math.min(to, edit.to)) }));
  return [...remove, { at: edit.to - countOf(before), remove: 0, insert: runsOf(ranges) }];
}

/**
 * One change that puts lines written to a file, one behind the other from number `first` on, in place of those that
 * stand at `places` (ascending, `to` exclusive); what stands between stays.
 */
export function changeOfLines(
  places: readonly LineRange[],
  first: number,
  runsOf: (ranges: readonly LineRange[]) => LineRun[],
): LineChange {
  const at = places[0]?.from ?? 0;
  const insert: LineRun[] = [];
  let [before, next] = [at, first];
  for (const { from, to } of places) {
    for (const run of runsOf([{ from: before, to: from }])) insert.push(run);
    insert.push({ from: next, count: to - from });
    before = to;
    next += to - from;
  }
  return { at, remove: before - at, insert };
}

function setOrRemove(text: string, path: JSONPath, key: string, value: unknown): string {
  return value === undefined ? removeKey(text, path, key) : setKey(text, path, key, value);
}

/** A part keeps its text under a key of its own; a message's content may be the text itself. */
function textPlace(text: string, path: JSONPath): JSONPath {
  const root = parseTree(text);
  const node = root && findNodeAtLocation(root, path);
  const key = ['text', 'refusal'].find((name) => node && findNodeAtLocation(node, [name])?.type === 'string');
  return key === undefined ? path : [...path, key];
}

/** `/messages/2/content` as jsonc-parser wants it: array places are numbers. */
export function segmentsOf(pointer: string): JSONPath {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => (/^\d+$/.test(segment) ? Number(segment) : segment.replaceAll('~1', '/').replaceAll('~0', '~')));
}
