import { z } from 'zod';
import { isPattern, questionType, type QuestionType } from '../dataset/questionTypes.ts';
import { EvaluateError } from './evaluateError.ts';
import { readRecipeValue } from './recipeValue.ts';

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

/** The question types of a recipe's value: exact questions, or regular expressions ignoring case. Throws an `EvaluateError`. */
export function questionTypesOf(recipe: unknown): QuestionType[] {
  const read = schema.safeParse(recipe);
  if (!read.success)
    throw new EvaluateError(`The recipe's question types cannot be read: ${z.prettifyError(read.error)}`);
  return (read.data.questionTypes ?? []).map((type) => {
    const wrong = type.patterns?.find((pattern) => !isPattern(pattern));
    if (wrong !== undefined)
      throw new EvaluateError(`The pattern "${wrong}" of the question type "${type.name}" is no regular expression.`);
    return questionType(type);
  });
}

/** Reads them from a recipe file (JSON, comments allowed). Throws an `EvaluateError`. */
export async function readQuestionTypes(path: string): Promise<QuestionType[]> {
  return questionTypesOf(await readRecipeValue(path));
}
