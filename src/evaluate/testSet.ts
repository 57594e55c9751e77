import { createHash } from 'node:crypto';
import { openFile, readChunks, type ByteSource } from '../dataset/byteSource.ts';
import { questionAndAnswer, readLine, splitQuestion, type LooseMessage } from '../dataset/example.ts';
import { scanLines } from '../dataset/lineIndex.ts';
import { answersBeside, readAnswers } from './answers.ts';
import { withoutReference } from './asked.ts';
import { EvaluateError } from './evaluateError.ts';
import { imagesHash } from './images.ts';

/** One question of a test file; its messages stay on disk. */
export interface TestExample {
  exampleId: number;
  /** From 0. */
  line: number;
  /** Last user text without a leading `Question [n]:`. */
  question: string;
  reference: string;
  /** Hash of the last user message's images. */
  image?: string;
}

/** What is sent for an example: its line without the reference answer. */
export interface TestRequest {
  messages: LooseMessage[];
  /** `tools` of the line, where it has them. */
  tools?: unknown;
}

export interface TestSet {
  path: string;
  sha256: string;
  answers?: { path: string; sha256: string };
  examples: readonly TestExample[];
  exampleIdToLine: ReadonlyMap<number, number>;
  warnings: readonly string[];
  /** Reads an example's line again. Rejects when the file changed or vanished meanwhile. */
  request(example: TestExample): Promise<TestRequest>;
  close(): Promise<void>;
}

export interface TestSetOptions {
  /** `{"example_id", "answer"}` a line; `NAME.answers.jsonl` beside `NAME.jsonl` is found without. */
  answersPath?: string | undefined;
  /** Examples without a reference answer have an empty one: what was answered is known already. */
  withoutReferences?: boolean | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((fraction: number) => void) | undefined;
}

interface Found {
  line: number;
  start: number;
  length: number;
  number: number | undefined;
  question: string;
  reference: string | undefined;
  image: string | undefined;
}

/**
 * Reads a test file once; ids, references and image hashes are kept, lines are read again when they are asked for.
 * Throws an `EvaluateError` for a line that cannot be asked or has no reference answer, Node's error for the file.
 */
export async function readTestSet(path: string, options: TestSetOptions = {}): Promise<TestSet> {
  const source = await openFile(path);
  try {
    const found = await scan(path, source, options);
    const answersPath = options.answersPath ?? (await answersBeside(path));
    const answers = answersPath === undefined ? undefined : await readAnswers(answersPath);
    const { ids, warning } = exampleIds(found);
    const places = new Map<number, Found>();
    const examples = found.map((row, index): TestExample => {
      const exampleId = ids[index] ?? row.line;
      const reference = row.reference ?? answers?.byId.get(exampleId) ?? (options.withoutReferences ? '' : undefined);
      if (reference === undefined) throw noReference(path, row, exampleId, answersPath);
      places.set(row.line, row);
      const { line, question, image } = row;
      return { exampleId, line, question, reference, ...(image !== undefined && { image }) };
    });
    return {
      path,
      sha256: await hashOf(source),
      ...(answers && answersPath !== undefined && { answers: { path: answersPath, sha256: answers.sha256 } }),
      examples,
      exampleIdToLine: new Map(examples.map(({ exampleId, line }) => [exampleId, line])),
      warnings: warning === undefined ? [] : [warning],
      async request({ line }) {
        const place = places.get(line);
        if (!place) throw new RangeError(`There is no example on line ${line + 1}.`);
        const text = (await source.read(place.start, place.length)).toString('utf8');
        const example = readLine(text, line);
        if (example.kind !== 'chat') throw new EvaluateError(`${path} changed while it was read; start again.`);
        const { tools } = example.value;
        return { messages: withoutReference(example.messages), ...(tools !== undefined && { tools }) };
      },
      close: () => source.close(),
    };
  } catch (error) {
    await source.close();
    throw error;
  }
}

async function scan(path: string, source: ByteSource, { signal, onProgress }: TestSetOptions): Promise<Found[]> {
  const found: Found[] = [];
  await scanLines(
    source,
    ({ index: line, start, length, bytes }) => {
      if (!bytes) throw new EvaluateError(`Line ${line + 1} of ${path} is too long to be sent.`);
      const text = bytes.toString('utf8');
      const example = readLine(text, line);
      if (example.kind === 'blank') return;
      if (example.kind === 'broken')
        throw new EvaluateError(`Line ${line + 1} of ${path} is no JSON: ${example.message}; lint the file for more.`);
      if (example.kind === 'json' || !example.messages.some(({ role }) => role === 'user'))
        throw new EvaluateError(`Line ${line + 1} of ${path} has no user message to ask.`);
      const { user, question: asked, answer } = questionAndAnswer(example.messages);
      const { question } = splitQuestion(asked);
      const bracket = /\[(\d+)\]/.exec(asked)?.[1];
      const number = bracket === undefined ? undefined : Number(bracket);
      found.push({ line, start, length, number, question, reference: answer?.trim(), image: imagesHash(user) });
    },
    { signal, onProgress: (bytes) => onProgress?.(bytes / source.size) },
  );
  if (found.length === 0) throw new EvaluateError(`${path} holds no example to ask.`);
  return found;
}

/** The numbers of the questions where all have one and all differ, else the lines' own. */
function exampleIds(found: readonly Found[]): { ids: readonly number[]; warning?: string } {
  const numbers = found.flatMap(({ number }) => (number === undefined ? [] : [number]));
  const lines = found.map(({ line }) => line);
  if (numbers.length === found.length && new Set(numbers).size === found.length) return { ids: numbers };
  if (numbers.length === 0) return { ids: lines };
  const reason = numbers.length < found.length ? 'only some questions carry a number' : 'some numbers stand twice';
  return { ids: lines, warning: `Examples are counted by line, from 0: ${reason} in [...].` };
}

function noReference(path: string, { line }: Found, id: number, answersPath: string | undefined): EvaluateError {
  return new EvaluateError(
    answersPath === undefined
      ? `Line ${line + 1} of ${path} has no answer to compare with; give a file of answers, {"example_id", "answer"} a line.`
      : `${answersPath} has no answer for example ${id} (line ${line + 1} of ${path}).`,
  );
}

async function hashOf(source: ByteSource): Promise<string> {
  const hash = createHash('sha256');
  for await (const { chunk } of readChunks(source)) hash.update(chunk);
  return hash.digest('hex');
}
