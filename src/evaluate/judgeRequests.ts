import type OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import PQueue from 'p-queue';
import type { z } from 'zod';
import { BadBody, stopsEverything, withAttempts } from './attempts.ts';
import { Gate } from './gate.ts';

/** What a judge is asked: its prompt, the answers as data, and the shape of what it says. */
export interface Question<Answer> {
  prompt: string;
  data: object;
  schema: z.ZodType<Answer>;
  /** Of the schema. */
  name: string;
}

/** Asks a model for one structured answer; tried again as often as `withAttempts` says. */
export type AskJudge = <Answer>(client: OpenAI, model: string, question: Question<Answer>) => Promise<Answer>;

export interface Judging {
  concurrency: number;
  signal: AbortSignal;
  /** One more is done, or has failed for good: a rerun asks for it again. */
  onDone: (failed: boolean) => void;
}

/**
 * Judges many, several at once; each writes what it learns at once. Throws the client's `APIError` when nothing can
 * succeed, the disk's error, and the signal's reason.
 */
export async function judgeAll<Item>(
  items: readonly Item[],
  { concurrency, signal, onDone }: Judging,
  judge: (item: Item, ask: AskJudge) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const stopped = AbortSignal.any([signal, stop.signal]);
  const halted = () => stopped.aborted;
  const gate = new Gate({ concurrency, signal: stopped });
  const ask: AskJudge = (client, model, question) =>
    withAttempts(() => gate.pass(() => askOnce(client, model, question, stopped)), stopped);
  const judgeOne = async (item: Item) => {
    if (halted()) return;
    try {
      await judge(item, ask);
      onDone(false);
    } catch (error) {
      if (halted()) return;
      if (stopsEverything(error) || isDiskError(error)) stop.abort(error);
      else onDone(true);
    }
  };
  const queue = new PQueue({ concurrency });
  for (const item of items) void queue.add(() => judgeOne(item));
  await queue.onIdle();
  gate.close();
  signal.throwIfAborted();
  if (stop.signal.aborted) throw stop.signal.reason;
}

const isDiskError = (error: unknown) => error instanceof Error && 'syscall' in error && 'path' in error;

async function askOnce<Answer>(
  client: OpenAI,
  model: string,
  { prompt, data, schema, name }: Question<Answer>,
  signal: AbortSignal,
): Promise<{ data: Answer; headers: Headers }> {
  const call = client.chat.completions.parse(
    {
      model,
      messages: [
        { role: 'system', content: prompt },
        { role: 'user', content: JSON.stringify(data) },
      ],
      response_format: zodResponseFormat(schema, name),
    },
    { maxRetries: 0, signal },
  );
  const { data: completion, response } = await call.withResponse();
  // servers differ in what they send: the type only promises
  const parsed = (completion.choices as typeof completion.choices | undefined)?.[0]?.message.parsed;
  if (parsed === null || parsed === undefined) throw new BadBody('The judge gave no rating.');
  return { data: parsed, headers: response.headers };
}
