import { access, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { sha256 } from '../images/hash.ts';
import { EvaluateError } from './evaluateError.ts';

const lineSchema = z.object({ example_id: z.int(), answer: z.union([z.string(), z.number(), z.boolean()]) });

export interface Answers {
  byId: ReadonlyMap<number, string>;
  sha256: string;
}

/** `NAME.answers.jsonl` beside `NAME.jsonl`, as the build writes it, if there is one. */
export async function answersBeside(testPath: string): Promise<string | undefined> {
  const path = testPath.replace(/(\.jsonl)?$/, '.answers.jsonl');
  return access(path).then(
    () => path,
    () => undefined,
  );
}

/** Reads `{"example_id", "answer"}` a line. Throws an `EvaluateError` that names the line, Node's error for the file. */
export async function readAnswers(path: string): Promise<Answers> {
  const bytes = await readFile(path);
  const byId = new Map<number, string>();
  for (const [index, line] of bytes.toString('utf8').split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = lineSchema.safeParse(parsed(line));
    if (!read.success) throw new EvaluateError(`Line ${index + 1} of ${path} is not {"example_id", "answer"}.`);
    byId.set(read.data.example_id, String(read.data.answer).trim());
  }
  return { byId, sha256: sha256(bytes) };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
