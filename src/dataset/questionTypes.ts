/** Questions that no type matches. */
export const OTHER = 'Other';

/** A named kind of question. */
export interface QuestionType {
  name: string;
  matches: (question: string) => boolean;
}

/** What a recipe says about a type: exact questions, or regular expressions ignoring case. */
export interface DescribedType {
  name: string;
  questions?: readonly string[] | undefined;
  patterns?: readonly string[] | undefined;
}

const expressionOf = (pattern: string): RegExp => new RegExp(pattern, 'iu');

/** Whether a text is a regular expression that a question type may have. */
export function isPattern(text: string): boolean {
  try {
    return expressionOf(text) instanceof RegExp;
  } catch {
    return false;
  }
}

/** @throws {SyntaxError} when a pattern is no regular expression */
export function questionType({ name, questions = [], patterns = [] }: DescribedType): QuestionType {
  const exact = new Set(questions.map((question) => question.trim()));
  const expressions = patterns.map(expressionOf);
  return {
    name,
    matches: (question) =>
      exact.has(question.trim()) || expressions.some((expression) => expression.test(question.trim())),
  };
}

/** Name of the first type that matches, else `Other`. */
export function typeOf(question: string | undefined, types: readonly QuestionType[]): string {
  return types.find(({ matches }) => question !== undefined && matches(question))?.name ?? OTHER;
}
