import type { LintedImage } from './lintedImage.ts';
import type { ColumnRange } from './position.ts';
import type { LintedLine } from './rule.ts';

/** What lines are compared by: small enough to be kept of every line of a file that is edited. */
export interface LineFacts extends Pick<LintedLine, 'kind' | 'utf8' | 'carriageReturn'> {
  /** From 1. */
  number: number;
  /** Offset of its first byte in the file it was read from, and its bytes without the newline. */
  start: number;
  length: number;
  /** Whether a byte is a character. */
  ascii: boolean;
  /** Equal for equal JSON values. */
  print: string | undefined;
  /** Of a chat line. */
  example: ExampleFacts | undefined;
  /** An earlier line that is the same example. */
  sameAs?: number | undefined;
  /** Where places of the line stand, as far as anybody asked. */
  places?: Map<string, ColumnRange>;
}

export interface ExampleFacts {
  /** Text of its system messages, or what stands for a long one; `''` without any. */
  system: string;
  /** What it asks last, without the number a question carries. */
  question: string;
  /** `undefined` where nothing is answered. */
  answer: string | undefined;
  /** JSON Pointers of the first system message, and of the answer. */
  systemPath: string;
  answerPath: string;
  /** Images of its last question; those of the messages before it, message by message. */
  own: readonly LintedImage[];
  before: readonly (readonly LintedImage[])[];
  textTokens: number;
  /** For each formula of `formulas.ts`. */
  imageTokens: readonly number[];
}
