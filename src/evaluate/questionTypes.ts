import { readFile } from 'node:fs/promises';
import { parse, type ParseError } from 'jsonc-parser';
import { z } from 'zod';
import { EvaluateError } from './evaluateError.ts';

/** Questions that no type matches. */
export const OTHER = 'Other';

const schema = z.object({
  questionTypes: z
    .array(
      z.object({
        name: z.string(),
        questions: z.array(z.string()).optional(),
        patterns: z.array(z.string()).optional(),
      }),
    )
    .optional(),
});

/** A named kind of question. */
export interface QuestionType {
  name: string;
  matches: (question: string) => boolean;
}

/** The question types of a recipe's value: exact questions, or regular expressions ignoring case. Throws an `EvaluateError`. */
export function questionTypesOf(recipe: unknown): QuestionType[] {
  const read = schema.safeParse(recipe);
  if (!read.success)
    throw new EvaluateError(`The recipe's question types cannot be read: ${z.prettifyError(read.error)}`);
  return (read.data.questionTypes ?? []).map(({ name, questions = [], patterns = [] }) => {
    const exact = new Set(questions.map((question) => question.trim()));
    const expressions = patterns.map((pattern) => expressionOf(name, pattern));
    return {
      name,
      matches: (question) =>
        exact.has(question.trim()) || expressions.some((expression) => expression.test(question.trim())),
    };
  });
}

function expressionOf(name: string, pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'iu');
  } catch {
    throw new EvaluateError(`The pattern "${pattern}" of the question type "${name}" is no regular expression.`);
  }
}

/** Reads them from a recipe file (JSON, comments allowed). Throws an `EvaluateError`. */
export async function readQuestionTypes(path: string): Promise<QuestionType[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new EvaluateError(`The recipe cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  });
  const errors: ParseError[] = [];
  const recipe: unknown = parse(text, errors, { allowTrailingComma: true });
  if (errors.length > 0) throw new EvaluateError(`${path} is no JSON; a recipe is.`);
  return questionTypesOf(recipe);
}

/** Name of the first type that matches, else `Other`. */
export function typeOf(question: string | undefined, types: readonly QuestionType[]): string {
  return types.find(({ matches }) => question !== undefined && matches(question))?.name ?? OTHER;
}
