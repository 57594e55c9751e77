import { PURPOSES, type Purpose } from '../../dataset/purpose.ts';
import { BuildError } from '../buildError.ts';
import { DrawnRows } from './drawnRows.ts';
import { ImageAccess, type ImagePermissions } from '../sources/imageAccess.ts';
import { PlannedRows } from './plannedRows.ts';
import { isSplit } from '../recipe/recipe.ts';
import type { Recipe, SourceRecipe } from '../recipe/recipeSchema.ts';
import { RowReader } from './rowReader.ts';
import { openRowSource, type SourceRow } from '../sources/rowSource.ts';
import { baseNamesOf, namesOf } from '../sources/sourceFiles.ts';
import { splitRows } from './split.ts';
import { Spool } from './spool.ts';
import { survey } from './survey.ts';
import { WebImages } from '../sources/webImages.ts';

/** One example to come: its words are final, its image is not yet read. */
export interface PlannedExample {
  /** 0-based row of its split after exploding. */
  id: number;
  /** Which of its row's exploded rows it is, from 0. */
  exploded: number;
  question: string;
  /** Missing where nothing needs it (an unlabelled test split). */
  answer: string | undefined;
  /** Of the question, where the recipe has types. */
  type: string | undefined;
}

/** A table row with the examples made of it: they all show its image. What it says is read when it is asked for. */
export interface PlannedRow {
  /** The source's path as the recipe names it; several parted by commas. */
  readonly source: string;
  /** 0-based row of its source, counted through all its files. */
  readonly index: number;
  /** The very file, as the recipe would name it, and the 0-based row in it. */
  readonly file: string;
  readonly rowInFile: number;
  /** What tells its group apart, where the recipe names a column for it. */
  readonly group: string | undefined;
  /** Names the row in an error: `rows.csv, row 3`. */
  readonly where: string;
  /** What stands for its image; a list where it has several. */
  readonly image: unknown;
  readonly directory: string;
  readonly examples: readonly PlannedExample[];
  /** How many examples it has, which costs no reading. */
  readonly exampleCount: number;
  /** Is told why the image cannot be read; a placeholder then stands in its place. Missing where the build stops. */
  readonly onBadImage: ((why: string) => void) | undefined;
}

export type Plan = Partial<Record<Purpose, PlannedRow[]>>;

/** What a build leaves out, or puts a placeholder for. */
export interface Skipped {
  where: string;
  why: string;
}

export interface PlanOptions extends ImagePermissions {
  /** Folder of the recipe. */
  folder: string;
  /** Splits to plan; the others' rows are drawn and left. */
  splits: readonly Purpose[];
  /** Splits whose answers are needed. */
  answered: readonly Purpose[];
  signal: AbortSignal | undefined;
  /** Where rows wait until they are written; it is read as long as the plan is used. In memory when left out. */
  spool?: Spool | undefined;
  /** Whether the first rows of a split are all that is needed; the others are then not read. */
  enough?: ((split: Purpose, rows: readonly PlannedRow[]) => boolean) | undefined;
  onSkipped?: ((skipped: Skipped) => void) | undefined;
}

/** Rows of each split that are read first where some are enough, and how many times more if they are not. */
const FIRST = 16;
const MORE = 8;

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
  options: PlanOptions,
): Promise<Plan> {
  const { folder, splits, answered, signal, spool = new Spool() } = options;
  const name = baseNamesOf(from.path);
  const source = await openRowSource(folder, from.path);
  const reader = new RowReader(recipe, from, source);
  if (source.columns)
    reader.check(
      Object.fromEntries(source.columns.map((column) => [column, null])),
      name,
      splits.some((split) => answered.includes(split)),
    );
  const whereOf = ({ file, rowInFile }: SourceRow) => `${file.name}, row ${rowInFile + 1}`;
  const first = (row: SourceRow) => {
    reader.check(row.values, whereOf(row), false);
  };
  const { rows, groups, groupOf, strata } = await survey(source, from, reader.stratum, first, signal);
  const drawn = splitRows(rows, groups, {
    counts: Object.fromEntries(PURPOSES.flatMap((split) => (counts[split] ? [[split, counts[split]]] : []))),
    seed: recipe.sample.seed ?? 42,
    shuffle: recipe.sample.shuffle ?? 'huggingface',
    name,
    strata,
  });

  const unanswered = new Set(
    splits.filter((split) => !answered.includes(split)).flatMap((split) => drawn[split] ?? []),
  );
  const check = (row: SourceRow) => {
    if (!source.columns) reader.check(row.values, whereOf(row), !unanswered.has(row.index));
  };
  const web = new WebImages(spool, options);
  const planFirst = async (count: number): Promise<Plan> => {
    const access = new ImageAccess(folder, options);
    const taken = splits.map((split) => [split, drawn[split]?.slice(0, count) ?? []] as const);
    const gathered = await DrawnRows.gather(
      { source, image: reader.image, columns: reader.columns, spool, access, web, check },
      taken.flatMap(([, rowsOfSplit]) => rowsOfSplit),
      signal,
    );
    access.settle(name);
    const planned = new PlannedRows(gathered, reader, {
      ...options,
      source: namesOf(from.path),
      onBadImage: from.onBadImage,
      groupOf,
    });
    const plan: Plan = {};
    for (const [split, rowsOfSplit] of taken) plan[split] = await planned.of(rowsOfSplit, answered.includes(split));
    return plan;
  };

  const { enough } = options;
  const most = Math.max(0, ...splits.map((split) => drawn[split]?.length ?? 0));
  let count = enough ? FIRST : most;
  for (;;) {
    const plan = await planFirst(count);
    if (count >= most || splits.every((split) => enough?.(split, plan[split] ?? []))) return plan;
    count *= MORE;
  }
}
