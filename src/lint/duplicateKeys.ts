import { visit } from 'jsonc-parser';
import { isObject } from '../dataset/jsonObject.ts';
import { pointerStep } from './position.ts';

const KEY = /"\s*:/g;

/** Keys of a value and of everything in it. */
function countKeys(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + countKeys(item), 0);
  if (!isObject(value)) return 0;
  return Object.values(value).reduce((sum: number, item) => sum + 1 + countKeys(item), 0);
}

/**
 * Looks for keys that stand twice in one object of a JSON text, which `JSON.parse` passes over.
 * @param value of the text
 * @returns gives each such key once, with the path of its last value, which is the one that counts
 */
export function keysTwice(text: string, value: unknown): () => { path: string; key: string }[] {
  try {
    // a text holds at least as many colons behind quotes as keys; only where there are more one may stand twice
    return (text.match(KEY)?.length ?? 0) > countKeys(value) ? () => lookFor(text) : () => [];
  } catch (error) {
    // nested deeper than the stack reaches
    if (error instanceof RangeError) return () => [];
    throw error;
  }
}

function lookFor(text: string): { path: string; key: string }[] {
  const found = new Map<string, { path: string; key: string }>();
  const open: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => void open.push(new Set()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty: (key, _offset, _length, _line, _character, pathSupplier) => {
      const seen = open.at(-1);
      if (!seen?.has(key)) return void seen?.add(key);
      const path = [...pathSupplier(), key].map((step) => pointerStep(String(step))).join('');
      found.set(path, { path, key });
    },
  });
  return [...found.values()];
}
