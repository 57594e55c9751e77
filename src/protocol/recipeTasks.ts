/** What the host asks of the worker thread about recipes. A recipe's text may be other than the file's: unsaved. */
export interface RecipeTasks {
  /** What would stop a build of the text. @param data whether the files that it names are looked at */
  checkRecipe(task: number, text: string, recipePath: string, data: boolean): Promise<RecipeProblem[]>;
  /** Where a failed build's sentence belongs in the recipe, when it names a key. */
  placeOfFailure(text: string, sentence: string): Promise<RecipeProblem | undefined>;
  /** The first lines of each split as a build of the text would write them, JSONL. Rejects as the build does. */
  previewLines(task: number, text: string, recipePath: string): Promise<Uint8Array | NeedsLeave>;
  /** What the last build of a recipe wrote, as a page in Markdown; `undefined` where none is known. */
  buildPage(recipePath: string): Promise<string | undefined>;
  /** What quality and longest side cost, as a page in Markdown, or what the user has to allow first. */
  sizesPage(task: number, recipePath: string, allowed: AllowedImages): Promise<string | NeedsLeave>;
  /** What a table or a folder holds, as far as its first rows tell. */
  viewTable(task: number, path: string): Promise<TableView>;
  /** Files that a build would write over and that are not as the last build left them; absolute paths. */
  overwritten(recipePath: string): Promise<string[]>;
  /** Builds, or says what the user has to allow first. */
  build(task: number, recipePath: string, options: BuildRequest): Promise<BuildSummary | NeedsLeave>;
  /** Whether a file stands there as something that a build wrote, edited since or not. */
  isBuilt(path: string): Promise<boolean>;
  /** The source row that a line (from 0) of a built file was made of. @param lines of the file as it is now */
  originOf(task: number, path: string, line: number, lines: number, recipes: readonly string[]): Promise<Origin>;
  /** The recipe of a line of a training split, and the row that a few-shot example would name. */
  fewShotRowOf(
    path: string,
    line: number,
    lines: number,
    recipes: readonly string[],
  ): Promise<{ recipe: string; row: number }>;
}

/** What the user allows: images outside the recipe's folder, and of these hosts of the web. */
export interface AllowedImages {
  allowOutside: boolean;
  allowWeb: readonly string[];
}

export interface BuildRequest extends AllowedImages {
  /** Only what is not as the last build says. */
  onlyChanged: boolean;
}

/** Images that a build does not read unasked. */
export interface NeedsLeave {
  /** One sentence. */
  needs: string;
  /** How many images each host has. */
  hosts: Readonly<Record<string, number>>;
  /** The first images outside the recipe's folder. */
  outside: readonly string[];
}

export interface Origin {
  /** Absolute path of the table, or of the image where the source is a folder. */
  path: string;
  /** Row of that file from 0, and the line (from 0) it begins at where it is a text. */
  row: number;
  line?: number;
  /** Which of the examples that were made of the row, from 0. */
  exploded: number;
  /** The file is not as it was when the line was built. */
  changed: boolean;
}

/** One sentence about a stretch of the recipe's text, in UTF-16 code units. */
export interface RecipeProblem {
  message: string;
  offset: number;
  length: number;
}

export interface BuildSummary {
  /** `provider` of a file that is for one of the recipe's targets. */
  files: { path: string; split: string; provider?: string; examples: number; images: number; bytes: number }[];
  /** Of `files`, those that were left as they are. */
  unchanged: string[];
  /** Why something was written, one sentence each, where only what changed was to be. */
  reasons: string[];
  /** What was left out as the recipe says, or got a placeholder; not all of `rows` are named. */
  skipped: { count: number; rows: { where: string; why: string }[] };
}

export interface TableView {
  columns: TableColumn[];
  /** What the recipe most likely means; a column that is not found is left out. */
  guess: { image?: string; question?: string; answer?: string; group?: string; explode: boolean };
  /** Types of questions that a column proposes, by its name. */
  types: Record<string, ProposedType[]>;
  /** Rows looked at, and whether these are all. */
  rows: number;
  all: boolean;
}

export interface TableColumn {
  name: string;
  kind: 'image' | 'list' | 'text' | 'other' | 'empty';
  /** The first different values, shortened. */
  samples: string[];
  /** The first image of a column of images, a small WEBP. */
  picture?: Uint8Array;
}

export interface ProposedType {
  name: string;
  /** Of the questions looked at. */
  count: number;
  questions?: string[];
  patterns?: string[];
}
