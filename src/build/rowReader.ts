import type { PlannedExample } from './plan.ts';
import { explodeRow } from './explode.ts';
import { compileTemplate, requireColumns } from './prompt.ts';
import type { Recipe, SourceRecipe } from './recipeSchema.ts';
import type { RowSource } from './rowSource.ts';

type Values = Readonly<Record<string, unknown>>;

/** Makes examples of the cells of a row, as the recipe's templates say. */
export class RowReader {
  /** The column with the image. */
  readonly image: string;
  private readonly question: string;
  private readonly answer: string;
  private readonly user;
  private readonly assistant;
  private readonly from: SourceRecipe;

  constructor({ prompt }: Recipe, from: SourceRecipe, { defaults }: RowSource) {
    this.from = from;
    this.image = from.image ?? defaults.image;
    this.question = from.question ?? defaults.question;
    this.answer = from.answer ?? defaults.answer;
    const names = { question: this.question, answer: this.answer };
    this.user = compileTemplate(prompt.user ?? '{question}', names);
    this.assistant = compileTemplate(prompt.assistant ?? '{answer}', names);
  }

  /** The columns of the words; those the answers need among them, where they are there. */
  get columns(): string[] {
    return [...new Set([this.question, this.answer, ...this.user.columns, ...this.assistant.columns])];
  }

  /** @throws {BuildError} when the row lacks a column that it needs */
  check(values: Values, where: string, answered: boolean): void {
    const { group, id } = this.from;
    const keys = [group, id].filter((column) => column !== undefined);
    const words = [...this.user.columns, ...(answered ? this.assistant.columns : [])];
    requireColumns(values, [this.image, ...words, ...keys], where);
  }

  /**
   * @param firstId of the row's first example in its split
   * @param onSkipped is told why an example is left out
   */
  read(
    values: Values,
    firstId: number,
    answered: boolean,
    where: string,
    onSkipped?: (why: string) => void,
  ): PlannedExample[] {
    const lists = [this.question, this.answer].filter((column) => Object.hasOwn(values, column));
    const exploded = this.from.explode === true && lists.length > 0 ? explodeRow(values, lists, where) : [values];
    const examples: PlannedExample[] = [];
    for (const cells of exploded) {
      const id = firstId + examples.length;
      const empty = answered ? this.emptyAnswer(cells) : undefined;
      if (empty !== undefined) {
        onSkipped?.(`"${empty}" is empty`);
        continue;
      }
      examples.push({
        id,
        question: this.user.fill(cells, id, where),
        answer: answered ? this.assistant.fill(cells, id, where) : undefined,
      });
    }
    return examples;
  }

  /** The column that makes a row be left out, where the recipe wants that. */
  private emptyAnswer(cells: Values): string | undefined {
    if (this.from.onEmptyAnswer !== 'skip') return undefined;
    return this.assistant.columns.find((column) => isEmpty(cells[column]));
  }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
