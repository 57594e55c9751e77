import { BuildError } from '../buildError.ts';

/** A template with its columns looked up: `fill` gives the text of one row. */
export interface Template {
  columns: readonly string[];
  fill(values: Readonly<Record<string, unknown>>, id: number, where: string): string;
}

/** `{{`, `}}` or `{name}`. */
const PLACEHOLDER = /\{\{|\}\}|\{([^{}]+)\}/g;

/**
 * Reads a template: `{id}` is the row's number in its split, `{question}` and `{answer}` are the columns the recipe
 * names, any other `{name}` is the column of that name, `{{` and `}}` are braces.
 */
export function compileTemplate(text: string, names: { question: string; answer: string }): Template {
  const columnOf = (name: string) => (name === 'question' ? names.question : name === 'answer' ? names.answer : name);
  const found = [...text.matchAll(PLACEHOLDER)].flatMap(([, name]) => (name === undefined ? [] : [name]));
  return {
    columns: [...new Set(found.filter((name) => name !== 'id').map(columnOf))],
    fill: (values, id, where) =>
      text.replaceAll(PLACEHOLDER, (whole, name: string | undefined) => {
        if (name === undefined) return whole.charAt(0);
        return name === 'id' ? String(id) : cellText(values[columnOf(name)], columnOf(name), where);
      }),
  };
}

function cellText(value: unknown, column: string, where: string): string {
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === undefined || value === null || value === '')
    throw new BuildError(`${where}: "${column}" is empty; fill it in or remove the row.`);
  throw new BuildError(`${where}: "${column}" is a list or an object, not a text; lists need "explode": true.`);
}
