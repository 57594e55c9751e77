import { applyEdits, format } from 'jsonc-parser';
import { isObject } from '../../dataset/jsonObject.ts';
import type { CallView } from '../../protocol/conversation.ts';

/** Keys of a call that are drawn in their own way. */
const OF_CALL = new Set(['id', 'type', 'function']);
const OF_FUNCTION = new Set(['name', 'arguments']);

/** The calls of a message, its deprecated `function_call` too; empty when it makes none. */
export function callsOf(
  message: Record<string, unknown>,
  path: string,
  pretty: (value: unknown) => string,
): CallView[] {
  const { tool_calls: tools, function_call: single } = message;
  const calls = Array.isArray(tools)
    ? tools.map((call: unknown, at) => callView(call, `${path}/tool_calls/${at}`))
    : [];
  if (isObject(single)) calls.push(callView({ function: single }, path, `${path}/function_call`));
  return calls;

  function callView(call: unknown, at: string, inner = `${at}/function`): CallView {
    const value = isObject(call) ? call : { value: call };
    const called = isObject(value['function']) ? value['function'] : {};
    const { name, arguments: given } = called;
    const extra = {
      ...without(value, OF_CALL),
      ...(value['type'] === undefined || value['type'] === 'function' ? {} : { type: value['type'] }),
      ...without(called, OF_FUNCTION),
    };
    const json = typeof given === 'string' ? indented(given) : given === undefined ? undefined : pretty(given);
    return {
      path: at,
      id: typeof value['id'] === 'string' ? value['id'] : '',
      name: typeof name === 'string' ? name : '',
      ...(typeof given === 'string' && { written: { text: given, path: `${inner}/arguments` } }),
      ...(json !== undefined && { json }),
      ...(Object.keys(extra).length > 0 && { extra: pretty(extra) }),
    };
  }
}

const without = (value: Record<string, unknown>, keys: ReadonlySet<string>) =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.has(key)));

/** More than this is shown as it is written. */
const MAX_FORMATTED = 100_000;

/** JSON with line breaks and indents, every value as it is written; `undefined` when it is no JSON. */
function indented(text: string): string | undefined {
  if (text.length > MAX_FORMATTED) return undefined;
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  return applyEdits(text, format(text, undefined, { insertSpaces: true, tabSize: 2, eol: '\n' }));
}
