import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parse, type JSONPath, type ParseError } from 'jsonc-parser';
import { PURPOSES } from '../../dataset/purpose.ts';
import { BuildError } from '../buildError.ts';
import { NotAllowed } from '../sources/imageAccess.ts';
import { missingColumns } from './missingColumns.ts';
import { outputsOf } from '../outputs.ts';
import { targetsOf } from '../targets.ts';
import { planRows } from '../plan/plan.ts';
import { explainIssue, isSplit } from './recipe.ts';
import { RecipePlaces, type RecipePlace } from './recipePlaces.ts';
import { sourceFiles } from '../sources/sourceFiles.ts';
import { recipeSchema, type Recipe, type SourceRecipe } from './recipeSchema.ts';

/** Larger sources are not read through while a recipe is written: the build says what is wrong with their rows. */
const MOST_READ = 32e6;

export interface RecipeProblem extends RecipePlace {
  /** One sentence: what is wrong and what to do. */
  message: string;
}

export interface CheckOptions {
  /** Look at the files that the recipe names; else the recipe alone is checked. */
  data: boolean;
  signal?: AbortSignal | undefined;
}

/**
 * What would stop a build of this text and its JSON Schema cannot know: files that are missing, columns that the source
 * lacks, few-shot rows beyond the training split, more rows asked for than there are. What the schema says itself is
 * left to it, and so is a text that is no JSON.
 */
export async function checkRecipe(text: string, recipePath: string, options: CheckOptions): Promise<RecipeProblem[]> {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  if (errors.length > 0) return [];
  const places = new RecipePlaces(text);
  const checked = recipeSchema.safeParse(value, { reportInput: true });
  if (!checked.success)
    return checked.error.issues.flatMap((issue) =>
      issue.code === 'custom' ? [{ message: `${explainIssue(issue)}.`, ...places.at(issue.path.map(keyOf)) }] : [],
    );
  return options.data ? new DataCheck(checked.data, recipePath, places, options.signal).run() : [];
}

/** Where a failed build's sentence belongs, when it names a key. */
export function placeOfFailure(text: string, sentence: string): RecipeProblem | undefined {
  const place = new RecipePlaces(text).named(sentence);
  return place && { message: sentence, ...place };
}

class DataCheck {
  private readonly problems: RecipeProblem[] = [];
  private readonly recipe: Recipe;
  private readonly recipePath: string;
  private readonly folder: string;
  private readonly places: RecipePlaces;
  private readonly signal: AbortSignal | undefined;

  constructor(recipe: Recipe, recipePath: string, places: RecipePlaces, signal: AbortSignal | undefined) {
    this.recipe = recipe;
    this.recipePath = recipePath;
    this.folder = dirname(recipePath);
    this.places = places;
    this.signal = signal;
  }

  async run(): Promise<RecipeProblem[]> {
    const { recipe, recipePath, folder } = this;
    const outputs = await this.attempt(() => outputsOf(recipe, recipePath, folder, folder));
    if (outputs) await this.attempt(() => targetsOf(recipe, outputs, folder, folder));
    await this.checkPrompts();
    let size = 0;
    for (const [path, source] of this.sources) {
      size += await this.checkSource(path, source);
    }
    if (this.problems.length === 0 && size <= MOST_READ) await this.checkRows();
    return this.problems;
  }

  private get sources(): [JSONPath, SourceRecipe][] {
    const { source } = this.recipe;
    if (!isSplit(source)) return [[['source'], source]];
    return PURPOSES.flatMap((split): [JSONPath, SourceRecipe][] => {
      const own = source[split];
      return own ? [[['source', split], own]] : [];
    });
  }

  private async checkPrompts(): Promise<void> {
    const { prompt, evaluate } = this.recipe;
    await this.checkFile(['prompt', 'system'], prompt.system, 'system prompt');
    await this.checkFile(['evaluate', 'judge', 'prompt'], evaluate?.judge?.prompt, "judge's prompt");
  }

  private async checkFile(path: JSONPath, file: string | undefined, what: string): Promise<void> {
    if (file === undefined || (await sizeOf(resolve(this.folder, file))) !== undefined) return;
    this.say(path, `There is no ${what} ${file}: correct "${path.join('.')}" or write the file.`);
  }

  /** @returns bytes of the source; 0 for what is no file */
  private async checkSource(path: JSONPath, from: SourceRecipe): Promise<number> {
    const { recipe, folder, signal } = this;
    const missing = await this.attempt(
      () => missingColumns(recipe, from, folder, signal),
      () => this.places.at([...path, 'path']),
    );
    for (const { message, key } of missing ?? [])
      this.say(key[0] === 'source' ? [...path, ...key.slice(1)] : key, message);
    const files = missing ? await sourceFiles(folder, from.path) : [];
    const sizes = await Promise.all(files.map(({ absolute }) => sizeOf(absolute)));
    return sizes.reduce<number>((sum, size = 0) => sum + size, 0);
  }

  /** Draws the rows and fills the templates, as the build will. */
  private async checkRows(): Promise<void> {
    const { recipe, folder, signal } = this;
    const splits = PURPOSES.filter((split) => recipe.sample[split] !== undefined);
    const plan = await this.attempt(() => planRows(recipe, { folder, splits, answered: PURPOSES, signal }));
    const rows = plan?.train?.reduce((sum, { exampleCount }) => sum + exampleCount, 0) ?? 0;
    if (!plan) return;
    (recipe.fewShot ?? []).forEach((shot, at) => {
      if (recipe.sample.train === undefined)
        this.say(['fewShot'], 'Few-shot examples are rows of the training split: give "sample.train" a count.');
      else if ('row' in shot && shot.row >= rows)
        this.say(
          ['fewShot', at, 'row'],
          `The training split has no row ${shot.row}: choose one from 0 to ${Math.max(0, rows - 1)}.`,
        );
    });
  }

  /** A `BuildError` of the step becomes a problem: at the key it names, else it is about the rows. */
  private async attempt<T>(
    step: () => T | Promise<T>,
    placeOf = (sentence: string) => this.places.named(sentence) ?? this.places.at(['source']),
  ): Promise<T | undefined> {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof BuildError)) throw error;
      // a build asks for leave: the recipe is right
      if (error instanceof NotAllowed) return undefined;
      this.problems.push({ message: error.message, ...placeOf(error.message) });
      return undefined;
    }
  }

  private say(path: JSONPath, message: string): void {
    this.problems.push({ message, ...this.places.at(path) });
  }
}

const keyOf = (key: PropertyKey): string | number => (typeof key === 'number' ? key : String(key));

const sizeOf = (path: string): Promise<number | undefined> =>
  stat(path).then(
    (found) => (found.isFile() ? found.size : 0),
    () => undefined,
  );
