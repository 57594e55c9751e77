/** What the host asks of the worker thread about recipes. A recipe's text may be other than the file's: unsaved. */
export interface RecipeTasks {
  /** What would stop a build of the text. @param data whether the files that it names are looked at */
  checkRecipe(task: number, text: string, recipePath: string, data: boolean): Promise<RecipeProblem[]>;
  /** Where a failed build's sentence belongs in the recipe, when it names a key. */
  placeOfFailure(text: string, sentence: string): Promise<RecipeProblem | undefined>;
  /** The first lines of each split as a build of the text would write them, JSONL. Rejects as the build does. */
  previewLines(task: number, text: string, recipePath: string): Promise<Uint8Array>;
  /** What a table or a folder holds, as far as its first rows tell. */
  viewTable(task: number, path: string): Promise<TableView>;
  /** Absolute paths of the files a recipe writes. */
  buildOutputs(recipePath: string): Promise<string[]>;
  build(task: number, recipePath: string): Promise<BuildSummary>;
}

/** One sentence about a stretch of the recipe's text, in UTF-16 code units. */
export interface RecipeProblem {
  message: string;
  offset: number;
  length: number;
}

export interface BuildSummary {
  files: { path: string; split: string; examples: number; images: number; bytes: number }[];
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
