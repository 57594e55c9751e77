import { z } from 'zod';
import { readExample, textOf } from '../dataset/example.ts';
import { ApiError } from './apiError.ts';
import { parseBody } from './body.ts';
import { newId, seconds } from './collection.ts';
import { describeAll, type Describe } from './describer.ts';
import type { Query, TrainingExample } from './learner.ts';
import { answererOf, isBase, train, type Models } from './models.ts';
import type { Route } from './route.ts';
import { imagesOf, turnsOf } from './trainingFile.ts';

const bodySchema = z.object({
  model: z.string(),
  messages: z.array(z.record(z.string(), z.unknown())).min(1),
  stream: z.boolean().nullish(),
  response_format: z.object({ type: z.string() }).nullish(),
});

/**
 * Answers to the last user message. A tuned model answers from its training alone; a base model has learnt nothing
 * but the examples that the request itself shows, and without any its answer is empty.
 */
export function chatRoutes(models: Models, describe: Describe): Route[] {
  return [
    {
      method: 'POST',
      path: '/chat/completions',
      async handle(request) {
        const { model, messages, stream, response_format } = parseBody(bodySchema, await request.json());
        const tuned = await models.answerer(model);
        if (stream === true)
          throw new ApiError(400, 'The baselines answer in one piece; leave out `stream`.', { param: 'stream' });
        if ((response_format?.type ?? 'text') !== 'text')
          throw new ApiError(400, 'The baselines answer with texts they were trained on; they cannot write JSON.', {
            param: 'response_format',
          });
        const { query, shown } = await readConversation(messages, describe, !tuned);
        const answerer = tuned ?? (isBase(model) ? answererOf(train(model, shown)) : undefined);
        return { json: completion(model, answerer?.answer(query) ?? '') };
      },
    },
  ];
}

/** What is asked, and the answered questions before it. */
async function readConversation(
  body: readonly Record<string, unknown>[],
  describe: Describe,
  withShown: boolean,
): Promise<{ query: Query; shown: TrainingExample[] }> {
  const example = readExample(JSON.stringify({ messages: body }));
  const messages = example.kind === 'chat' ? example.messages : [];
  const last = messages.findLastIndex(({ role }) => role === 'user');
  const user = messages[last];
  if (!user) throw new ApiError(400, 'There is no user message to answer.', { param: 'messages' });
  const images =
    messages
      .slice(0, last + 1)
      .map(imagesOf)
      .findLast((urls) => urls.length > 0) ?? [];
  const seen = async (urls: readonly string[]) =>
    describeAll(describe, urls).catch((error: unknown) => {
      throw new ApiError(
        400,
        `An image of the request cannot be read: ${error instanceof Error ? error.message : String(error)}`,
        {
          code: 'invalid_image',
          param: 'messages',
        },
      );
    });
  const shown = withShown
    ? await Promise.all(
        turnsOf(messages.slice(0, last)).map(async ({ question, answer, images: urls }) => {
          const image = await seen(urls);
          return { question, answer, image };
        }),
      )
    : [];
  return { query: { question: textOf(user), image: await seen(images) }, shown };
}

function completion(model: string, content: string) {
  return {
    id: newId('chatcmpl-'),
    object: 'chat.completion',
    created: seconds(),
    model,
    system_fingerprint: 'classical-baseline',
    choices: [
      { index: 0, message: { role: 'assistant', content, refusal: null }, logprobs: null, finish_reason: 'stop' },
    ],
    // the baselines know no tokens
    usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
  };
}
