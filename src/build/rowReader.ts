import { questionType, typeOf, type QuestionType } from '../dataset/questionTypes.ts';
import type { PlannedExample } from './plan.ts';
import { explodeRow } from './explode.ts';
import { compileTemplate, requireColumns } from './prompt.ts';
import type { Recipe, SourceRecipe } from './recipeSchema.ts';
import type { RowSource } from './rowSource.ts';
import { stratumOf, type Stratum } from './stratum.ts';

type Values = Readonly<Record<string, unknown>>;

/** Makes examples of the cells of a row, as the recipe's templates say. */
export class RowReader {
  /** The column with the image. */
  readonly image: string;
  private readonly question: string;
  private readonly answer: string;
  /** What rows are told apart by before they are drawn. */
  readonly stratum: Stratum | undefined;
  private readonly types: readonly QuestionType[] | undefined;
  private readonly user;
  private readonly assistant;
  private readonly from: SourceRecipe;

  constructor(recipe: Recipe, from: SourceRecipe, { defaults }: RowSource) {
    this.from = from;
    this.image = from.image ?? defaults.image;
    this.question = from.question ?? defaults.question;
    this.answer = from.answer ?? defaults.answer;
    const names = { question: this.question, answer: this.answer };
    const { prompt, questionTypes } = recipe;
    this.stratum = stratumOf(recipe, from, this.question);
    this.types = questionTypes?.map(questionType);
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
    const keys = [group, id, this.stratum?.column].filter((column) => column !== undefined);
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
    for (const [at, cells] of exploded.entries()) {
      const id = firstId + examples.length;
      const empty = answered ? this.emptyAnswer(cells) : undefined;
      if (empty !== undefined) {
        onSkipped?.(`"${empty}" is empty`);
        continue;
      }
      examples.push({
        id,
        exploded: at,
        question: this.user.fill(cells, id, where),
        answer: answered ? this.assistant.fill(cells, id, where) : undefined,
        type: this.types && typeOf(String(cells[this.question]), this.types),
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
