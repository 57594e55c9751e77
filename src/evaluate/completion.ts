import type { ChatCompletion, ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { withoutKeys } from '../providers/keys.ts';
import type { Prepare } from './arms.ts';
import { BadBody } from './attempts.ts';
import type { Prediction } from './run.ts';
import type { TestExample } from './testSet.ts';

export type CompletionBody = ChatCompletionCreateParamsNonStreaming;

/** What is sent for an example; lines are the user's own: what the vendor does not take, the vendor refuses. */
export async function bodyFor(
  example: TestExample,
  model: string,
  parameters: Readonly<Record<string, unknown>>,
  prepare: Prepare,
): Promise<CompletionBody> {
  return { ...parameters, model, ...(await prepare(example)) } as unknown as CompletionBody;
}

/** A body with another content type than JSON comes out of the client as text. Throws `BadBody`. */
export function checked(completion: unknown): ChatCompletion {
  const loose = completion as Partial<ChatCompletion> | undefined | null;
  if (typeof completion !== 'object' || !Array.isArray(loose?.choices))
    throw new BadBody('The answer of the server is no chat completion.');
  return completion as ChatCompletion;
}

/** A model's answer as a line of the run; a refusal or an empty answer of the server is one with `error`. */
export function predictionOf(example: TestExample, completion: ChatCompletion): Prediction {
  return { ...knownOf(example), ...answered(completion) };
}

/** An example that got no answer, and why, without any key. */
export function failureOf(example: TestExample, error: unknown): Prediction {
  return { ...knownOf(example), error: withoutKeys(error instanceof Error ? error.message : String(error)) };
}

function knownOf({ exampleId, question, reference, image }: TestExample): Prediction {
  const base = { example_id: exampleId, predicted_answer: '', actual_answer: reference, question };
  return { ...base, ...(image !== undefined && { image }) };
}

function answered(completion: ChatCompletion): Omit<Prediction, 'example_id' | 'actual_answer'> {
  const choice = completion.choices[0];
  const { usage } = completion;
  const text = choice?.message.content ?? '';
  const refusal = choice?.message.refusal;
  const facts = {
    ...(usage && { usage: { prompt_tokens: usage.prompt_tokens, completion_tokens: usage.completion_tokens } }),
    ...(choice && { finish_reason: choice.finish_reason }),
  };
  const failed = (error: string) => ({ predicted_answer: '', ...facts, error });
  if (!choice) return failed('The server gave no answer.');
  if (typeof refusal === 'string' && refusal !== '') return failed(`refused: ${refusal}`);
  // the type promises a reason, other vendors' servers do not
  if ((choice.finish_reason as string | null) === 'content_filter') return failed('stopped by the content filter');
  return { predicted_answer: text.trim(), ...facts };
}
