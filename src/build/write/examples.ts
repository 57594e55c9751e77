import { BuildError } from '../buildError.ts';
import type { Parts } from './imageParts.ts';
import type { PlannedExample, PlannedRow } from '../plan/plan.ts';
import type { RowShot } from '../recipe/recipeSchema.ts';
import { rowImages } from './rowImages.ts';

const COMMA = Buffer.from(',');
const USER_END = Buffer.from(']}');
const LINE_END = Buffer.from(']}\n');

/** Content is a list of parts everywhere, as in the cookbook; JSON without blanks. */
const textPart = (text: string) => `{"type":"text","text":${JSON.stringify(text)}}`;
const message = (role: 'system' | 'assistant', text: string) => `{"role":"${role}","content":[${textPart(text)}]}`;
const userStart = (text: string) => `{"role":"user","content":[${textPart(text)},`;

/** What every line begins with: the system prompt and the few-shot examples, ready to be written. */
export interface Prefix {
  bytes: Buffer;
  /** Images in it. */
  images: number;
}

/**
 * @param rows of the training split; a few-shot row counts their examples
 * @throws {BuildError} when a few-shot row is beyond them
 */
export async function makePrefix(
  system: string | undefined,
  fewShot: readonly RowShot[],
  rows: readonly PlannedRow[],
  images: Parts,
): Promise<Prefix> {
  const pieces: Buffer[] = [Buffer.from('{"messages":[')];
  let count = 0;
  if (system !== undefined) pieces.push(Buffer.from(message('system', system)), COMMA);
  for (const { row, question, reasoning, answer } of fewShot) {
    const { source, example } = exampleAt(rows, row);
    const shown = await rowImages(source, images);
    const shownAnswer = answer ?? example.answer ?? '';
    count += shown.count;
    pieces.push(
      Buffer.from(userStart(question ?? example.question)),
      shown.bytes,
      USER_END,
      COMMA,
      Buffer.from(message('assistant', reasoning === undefined ? shownAnswer : `${reasoning}\n\n${shownAnswer}`)),
      COMMA,
    );
  }
  return { bytes: Buffer.concat(pieces), images: count };
}

/** The pieces of one line, its line end included; concatenated they are the line. */
export function linePieces(prefix: Prefix, image: Buffer, example: PlannedExample, withAnswer: boolean): Buffer[] {
  const pieces = [prefix.bytes, Buffer.from(userStart(example.question)), image, USER_END];
  if (withAnswer && example.answer !== undefined) pieces.push(COMMA, Buffer.from(message('assistant', example.answer)));
  pieces.push(LINE_END);
  return pieces;
}

function exampleAt(rows: readonly PlannedRow[], row: number): { source: PlannedRow; example: PlannedExample } {
  let count = 0;
  for (const source of rows) {
    const example = row < count + source.exampleCount ? source.examples[row - count] : undefined;
    if (example) return { source, example };
    count += source.exampleCount;
  }
  throw new BuildError(
    `The recipe's few-shot example asks for row ${row} but the training split has rows 0 to ${count - 1}: choose one of them.`,
  );
}
