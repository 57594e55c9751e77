import { basename, resolve } from 'node:path';
import { PURPOSES, type Purpose } from '../dataset/purpose.ts';
import { BuildError } from './buildError.ts';
import { explodeRow } from './explode.ts';
import { compileTemplate, requireColumns } from './prompt.ts';
import { isSplit } from './recipe.ts';
import type { Recipe, SourceRecipe } from './recipeSchema.ts';
import { openRowSource, type RowSource, type SourceRow } from './rowSource.ts';
import { splitRows } from './split.ts';

/** One example to come: its words are final, its image is not yet read. */
export interface PlannedExample {
  /** 0-based row of its split after exploding. */
  id: number;
  question: string;
  /** Missing where nothing needs it (an unlabelled test split). */
  answer: string | undefined;
}

/** A table row with the examples made of it: they all show its image. */
export interface PlannedRow {
  /** The source's path as the recipe names it. */
  source: string;
  /** 0-based row of its source. */
  index: number;
  /** Names the row in an error: `rows.csv, row 3`. */
  where: string;
  image: unknown;
  directory: string;
  examples: PlannedExample[];
}

export type Plan = Partial<Record<Purpose, PlannedRow[]>>;

export interface PlanOptions {
  /** Folder of the recipe. */
  folder: string;
  /** Splits to plan; the others' rows are drawn and left. */
  splits: readonly Purpose[];
  /** Splits whose answers are needed. */
  answered: readonly Purpose[];
  signal: AbortSignal | undefined;
}

/** Draws the rows of each split and fills the templates. @throws {BuildError} naming what is missing and where */
export async function planRows(recipe: Recipe, options: PlanOptions): Promise<Plan> {
  const { source } = recipe;
  if (!isSplit(source)) return planSource(recipe, source, recipe.sample, options);
  const plan: Plan = {};
  for (const split of options.splits) {
    const own = source[split];
    if (!own)
      throw new BuildError(`The recipe asks for ${split} rows but names no ${split} source: add it under "source".`);
    Object.assign(
      plan,
      await planSource(recipe, own, { [split]: recipe.sample[split] }, { ...options, splits: [split] }),
    );
  }
  return plan;
}

async function planSource(
  recipe: Recipe,
  from: SourceRecipe,
  counts: Partial<Record<Purpose, number | undefined>>,
  { folder, splits, answered, signal }: PlanOptions,
): Promise<Plan> {
  const name = basename(from.path);
  const source = await openRowSource(resolve(folder, from.path), from.path);
  const row = rowReader(recipe, from, source, name);
  const { rows, groups } = await survey(source, from.group, row, signal);
  const drawn = splitRows(rows, groups, {
    counts: Object.fromEntries(PURPOSES.flatMap((split) => (counts[split] ? [[split, counts[split]]] : []))),
    seed: recipe.sample.seed ?? 42,
    shuffle: recipe.sample.shuffle ?? 'huggingface',
    name,
  });
  const values = await collect(
    source,
    splits.flatMap((split) => drawn[split] ?? []),
    signal,
  );
  const plan: Plan = {};
  for (const split of splits) {
    let id = 0;
    plan[split] = (drawn[split] ?? []).map((index) => {
      const planned = row.read({ index, values: values.get(index) ?? {} }, id, answered.includes(split));
      id += planned.examples.length;
      return planned;
    });
  }
  return plan;
}

type RowReader = ReturnType<typeof rowReader>;

function rowReader(recipe: Recipe, from: SourceRecipe, source: RowSource, name: string) {
  const image = from.image ?? source.defaults.image;
  const names = { question: from.question ?? source.defaults.question, answer: from.answer ?? source.defaults.answer };
  const user = compileTemplate(recipe.prompt.user ?? '{question}', names);
  const assistant = compileTemplate(recipe.prompt.assistant ?? '{answer}', names);
  const where = (index: number) => `${name}, row ${index + 1}`;
  const check = ({ index, values }: SourceRow) => {
    requireColumns(values, [image, ...user.columns, ...(from.group === undefined ? [] : [from.group])], where(index));
  };
  return {
    check,
    read(row: SourceRow, firstId: number, answered: boolean): PlannedRow {
      check(row);
      const at = where(row.index);
      if (answered) requireColumns(row.values, assistant.columns, at);
      const lists = [names.question, names.answer].filter((column) => Object.hasOwn(row.values, column));
      const exploded = from.explode === true && lists.length > 0 ? explodeRow(row.values, lists, at) : [row.values];
      const examples = exploded.map((values, offset) => ({
        id: firstId + offset,
        question: user.fill(values, firstId + offset, at),
        answer: answered ? assistant.fill(values, firstId + offset, at) : undefined,
      }));
      return {
        source: from.path,
        index: row.index,
        where: at,
        image: row.values[image],
        directory: source.directory,
        examples,
      };
    },
  };
}

/** Counts the rows and numbers their groups in order of appearance. */
async function survey(
  source: RowSource,
  group: string | undefined,
  reader: RowReader,
  signal: AbortSignal | undefined,
) {
  const numbers = new Map<string, number>();
  const groups: number[] = [];
  let rows = 0;
  await source.scan((row) => {
    if (rows++ === 0) reader.check(row);
    if (group === undefined) return;
    const key = JSON.stringify(row.values[group]);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    groups.push(number);
  }, signal);
  return { rows, groups: group === undefined ? undefined : groups };
}

/** Only the drawn rows are kept in memory. */
async function collect(source: RowSource, drawn: readonly number[], signal: AbortSignal | undefined) {
  const wanted = new Set(drawn);
  const values = new Map<number, SourceRow['values']>();
  await source.scan((row) => {
    if (wanted.has(row.index)) values.set(row.index, row.values);
  }, signal);
  return values;
}
