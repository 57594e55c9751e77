import { modify, parse, type EditResult } from 'jsonc-parser';
import { isObject } from '../../dataset/jsonObject.ts';

/**
 * The change of a recipe's text that adds a row of the training split behind its few-shot examples; comments and layout
 * stay. @returns `undefined` when it is among them already
 */
export function addFewShot(text: string, row: number): EditResult | undefined {
  const recipe: unknown = parse(text, [], { allowTrailingComma: true });
  const fewShot: unknown = isObject(recipe) ? recipe['fewShot'] : undefined;
  const shown: unknown[] = Array.isArray(fewShot) ? fewShot : [];
  if (shown.some((example) => isObject(example) && example['row'] === row)) return undefined;
  const formattingOptions = {
    insertSpaces: !/^\t/m.test(text),
    tabSize: 2,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  const [path, value] = Array.isArray(fewShot) ? [['fewShot', -1], { row }] : [['fewShot'], [{ row }]];
  return modify(text, path, value, { formattingOptions });
}
