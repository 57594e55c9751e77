import { posix } from 'node:path';
import type { Uri } from 'vscode';

/** Documents that show what a recipe would build; nothing of them is on a disk. */
export const PREVIEW_SCHEME = 'vision-ft-preview';

const RECIPE = '.recipe.json';
const PREVIEW = '.preview.jsonl';

/** `emoji.recipe.json` -> `emoji.preview.jsonl`, in the same folder. */
export const previewOf = (recipe: Uri): Uri =>
  recipe.with({ scheme: PREVIEW_SCHEME, path: replaceEnd(recipe.path, RECIPE, PREVIEW) });

export const recipeOfPreview = (preview: Uri): Uri =>
  preview.with({ scheme: 'file', path: replaceEnd(preview.path, PREVIEW, RECIPE) });

const replaceEnd = (path: string, from: string, to: string) =>
  posix.join(posix.dirname(path), `${posix.basename(path, from)}${to}`);
