import type { JSONPath } from 'jsonc-parser';
import { questionType, typeOf, type QuestionType } from '../../dataset/questionTypes.ts';
import type { PlannedExample } from './plan.ts';
import { BuildError } from '../buildError.ts';
import { explodeRow } from './explode.ts';
import { noColumn, type WantedColumn } from '../recipe/wantedColumn.ts';
import { compileTemplate, type Template } from './prompt.ts';
import type { Recipe, SourceRecipe } from '../recipe/recipeSchema.ts';
import type { RowSource } from '../sources/rowSource.ts';
import { stratifiesByType, stratumOf, type Stratum } from './stratum.ts';

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
  private readonly recipe: Recipe;
  private readonly from: SourceRecipe;

  constructor(recipe: Recipe, from: SourceRecipe, { defaults }: RowSource) {
    this.recipe = recipe;
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

  /** The columns a row needs, with the keys that name them. */
  wanted(answered: boolean): WantedColumn[] {
    const { group, id } = this.from;
    const { stratify } = this.recipe.sample;
    const wanted: [column: string | undefined, key: JSONPath][] = [
      [this.image, ['source', 'image']],
      ...this.wantedBy(this.user, ['prompt', 'user']),
      ...(answered ? this.wantedBy(this.assistant, ['prompt', 'assistant']) : []),
      [group, ['source', 'group']],
      [id, ['source', 'id']],
      stratifiesByType(this.recipe) ? [this.question, ['source', 'question']] : [stratify, ['sample', 'stratify']],
    ];
    return wanted.flatMap(([column, key]) => (column === undefined ? [] : [{ column, key }]));
  }

  /** `{question}` and `{answer}` are named under `source`, others in the template itself. */
  private wantedBy({ columns }: Template, key: JSONPath): [string, JSONPath][] {
    const roles: Readonly<Record<string, string>> = { [this.answer]: 'answer', [this.question]: 'question' };
    return columns.map((column) => [column, roles[column] === undefined ? key : ['source', roles[column]]]);
  }

  /** @throws {BuildError} when the row lacks a column that it needs */
  check(values: Values, where: string, answered: boolean): void {
    const missing = this.wanted(answered).find(({ column }) => !Object.hasOwn(values, column));
    if (missing) throw new BuildError(noColumn(missing, Object.keys(values), where));
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
