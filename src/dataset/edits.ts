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
import type { LineChange, LineRef } from './lineSequence.ts';
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
  | PartEdit
  /** An example to be filled in, before line `at`. */
  | { kind: 'addExample'; at: number }
  /** Data URLs: behind the part at `path`, or at the end of the message at `path`. */
  | { kind: 'insertImage'; line: number; path: string; urls: string[] }
  /** `path` is an image part's; `reencoded`: it is the same picture as before. */
  | { kind: 'replaceImage'; line: number; path: string; url: string; reencoded?: boolean }
  | { kind: 'removeExamples'; lines: number[] }
  /** The copies stand in one block behind the last of them. */
  | { kind: 'duplicateExamples'; lines: number[] }
  /** To stand before the example now on line `to`. */
  | { kind: 'moveExamples'; lines: number[]; to: number };

export type LineEdit = Extract<DatasetEdit, { line: number }>;
export type LinesEdit = Extract<DatasetEdit, { lines: number[] }>;

/** The line with an edit made; everything else of it stays byte for byte. Throws one sentence where it cannot be made. */
export function editLine(text: string, edit: LineEdit): string {
  try {
    return edited(text, edit);
  } catch (error) {
    // the parser calls itself for each level: a RangeError of the stack, not one of ours
    if (error instanceof RangeError && error.message.includes('call stack'))
      throw new Error('This line is nested too deep to be edited.', { cause: error });
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
    case 'name':
    case 'addPart':
      return editPart(text, edit, path);
    case 'insertImage':
      return insertImages(text, path, edit.urls);
    case 'replaceImage':
      return replaceImages(text, [{ path, url: edit.url }]);
  }
}

/** What an edit does to the lines of a file, to be applied one after the other. Lines that are not there are left out. */
export function changesOf(edit: LinesEdit, refOf: (line: number) => LineRef): LineChange[] {
  const lines = [...new Set(edit.lines)].sort((a, b) => b - a);
  const remove = lines.map((at): LineChange => ({ at, remove: 1, insert: [] }));
  if (edit.kind === 'duplicateExamples')
    return [{ at: (lines[0] ?? -1) + 1, remove: 0, insert: lines.toReversed().map(refOf) }];
  if (edit.kind !== 'moveExamples') return remove;
  const at = edit.to - lines.filter((line) => line < edit.to).length;
  return [...remove, { at, remove: 0, insert: lines.toReversed().map(refOf) }];
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
