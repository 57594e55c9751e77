import PQueue from 'p-queue';
import { openFile } from '../dataset/byteSource.ts';
import { readExample, textOf, type LooseMessage } from '../dataset/example.ts';
import { scanLines } from '../dataset/lineIndex.ts';
import { findSharedPrefix } from '../dataset/sharedPrefix.ts';
import { describeAll, type Describe } from './describer.ts';
import type { TrainingExample } from './learner.ts';

/** Where a training example stands. */
export interface PlacedExample extends TrainingExample {
  /** From 0. */
  line: number;
  /** Bytes of the line. */
  start: number;
  length: number;
  /** Which of the answered questions of the line, shared ones left out, from 0. */
  turn: number;
}

export interface TrainingFile {
  /** In the order of the file; a line gives one for each question that is answered in it. */
  examples: PlacedExample[];
  /** Lines that were read, and how many of them were left out because an image of theirs cannot be read. */
  lines: number;
  skipped: number;
  /** Leading messages that all lines share; they are examples to show, not data to learn from. */
  shared: number;
}

/** A line that cannot be trained on; the message follows the vendor's. */
export class InvalidLine extends Error {}

/** Lines of a file that are not blank. */
export async function countLines(path: string): Promise<number> {
  const source = await openFile(path);
  try {
    let lines = 0;
    await scanLines(source, ({ bytes }) => {
      if (bytes === undefined || bytes.toString('latin1').trim() !== '') lines++;
    });
    return lines;
  } finally {
    await source.close();
  }
}

/** A user's question, the images it is about (its own, else the last ones shown before) and the answer. */
export interface Turn {
  question: string;
  images: string[];
  answer: string;
}

/** Each user message that an assistant message (of a weight other than 0) answers. */
export function turnsOf(messages: readonly LooseMessage[]): Turn[] {
  const turns: Turn[] = [];
  let asked: Omit<Turn, 'answer'> | undefined;
  let shown: string[] = [];
  for (const message of messages) {
    if (message.role === 'user') {
      const own = imagesOf(message);
      if (own.length > 0) shown = own;
      asked = { question: textOf(message), images: shown };
    } else if (message.role === 'assistant' && asked) {
      const answer = textOf(message).trim();
      if (answer !== '' && message.value['weight'] !== 0) turns.push({ ...asked, answer });
      asked = undefined;
    }
  }
  return turns;
}

export const imagesOf = (message: LooseMessage): string[] =>
  message.parts.flatMap((part) => (part.type === 'image' ? [part.url] : []));

/**
 * Reads what a baseline learns from. Rejects with an `InvalidLine` at the first line that is no chat example.
 * @param describe nothing for a model that looks at no image
 */
export async function readTrainingFile(
  path: string,
  describe: Describe | undefined,
  signal: AbortSignal,
  onProgress?: (fraction: number) => void,
): Promise<TrainingFile> {
  const source = await openFile(path);
  try {
    const { messages: shared } = await findSharedPrefix(source, { signal });
    const perLine: (PlacedExample[] | undefined)[] = [];
    const queue = new PQueue({ concurrency: 4 });
    await scanLines(
      source,
      async ({ bytes, index, start, length }) => {
        const text = bytes?.toString('utf8') ?? '';
        if (text.trim() === '') return;
        const turns = turnsOf(readMessages(text, index).slice(shared));
        const at = perLine.push([]) - 1;
        void queue.add(async () => {
          perLine[at] = await Promise.all(
            turns.map(async ({ question, answer, images }, turn) => {
              const image = describe && (await describeAll(describe, images));
              return { question, answer, image, line: index, start, length, turn };
            }),
          ).catch(() => undefined);
        });
        await queue.onSizeLessThan(16);
      },
      { signal, onProgress: (bytes) => onProgress?.(bytes / source.size) },
    );
    await queue.onIdle();
    return {
      examples: perLine.flatMap((examples) => examples ?? []),
      lines: perLine.length,
      skipped: perLine.filter((examples) => examples === undefined).length,
      shared,
    };
  } finally {
    await source.close();
  }
}

function readMessages(text: string, index: number): LooseMessage[] {
  const example = readExample(text);
  if (example.kind === 'broken')
    throw new InvalidLine(
      `Invalid file format. Example ${index + 1} cannot be parsed. Error: line contains invalid json: ${example.message} (line ${index + 1})`,
    );
  if (example.kind !== 'chat')
    throw new InvalidLine('Unexpected file format, expected either prompt/completion pairs or chat messages.');
  if (!example.messages.some(({ role }) => role === 'assistant'))
    throw new InvalidLine(
      `Invalid file format. Line ${index + 1}, key "messages": At least one message must be from the assistant.`,
    );
  return example.messages;
}
