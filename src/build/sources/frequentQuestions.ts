import { listOf } from './guessColumns.ts';

/** A type of questions that a recipe may tell apart. */
export interface ProposedType {
  name: string;
  /** How many of the questions looked at it holds. */
  count: number;
  questions?: string[];
  patterns?: string[];
}

const MOST = 12;
const LONGEST_NAME = 40;
/** Words that questions of one kind begin with, in several wordings: with fewer "what is the ..." would be one kind. */
const LEADING_WORDS = 4;
const WORDINGS = 3;

/**
 * Proposes types: beginnings that several wordings share ("is this book related to ..."), and wordings that come again
 * and again. The most frequent first.
 * @param values of the question column: texts, or lists of them
 */
export function frequentQuestions(values: readonly unknown[]): ProposedType[] {
  const questions = values.flatMap((value) => listOf(value) ?? [value]).filter((value) => typeof value === 'string');
  const least = Math.max(2, Math.ceil(questions.length / 50));
  const counts = tally(questions.map((question) => question.trim()).filter((question) => question !== ''));
  const types: ProposedType[] = [];
  for (const [beginning, alike] of Map.groupBy(counts, ([question]) => beginningOf(question)))
    if (beginning !== undefined && alike.length >= WORDINGS)
      types.push({ name: nameOf(beginning), count: sumOf(alike), patterns: [`^${escapeRegExp(beginning)}\\s`] });
    else for (const [question, count] of alike) types.push({ name: nameOf(question), count, questions: [question] });
  return types
    .filter(({ count }) => count >= least)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST);
}

const sumOf = (counts: readonly [string, number][]) => counts.reduce((sum, [, count]) => sum + count, 0);

function tally(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

function beginningOf(question: string): string | undefined {
  const words = question.toLowerCase().split(/\s+/);
  return words.length > LEADING_WORDS ? words.slice(0, LEADING_WORDS).join(' ') : undefined;
}

/** "What is the title of this book?" -> "Title of this book" */
function nameOf(question: string): string {
  const bare = question
    .replace(/[?.!:\s]+$/, '')
    .replace(/^(what|which|who|where|when) (is|are|was|were) (the |an? )?/i, '');
  const name = bare.charAt(0).toUpperCase() + bare.slice(1);
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1).trimEnd()}…` : name;
}

const escapeRegExp = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
