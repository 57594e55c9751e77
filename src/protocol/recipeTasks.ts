/** What the host asks of the worker thread about recipes. A recipe's text may be other than the file's: unsaved. */
export interface RecipeTasks {
  /** What would stop a build of the text. @param data whether the files that it names are looked at */
  checkRecipe(task: number, text: string, recipePath: string, data: boolean): Promise<RecipeProblem[]>;
  /** Where a failed build's sentence belongs in the recipe, when it names a key. */
  placeOfFailure(text: string, sentence: string): Promise<RecipeProblem | undefined>;
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
