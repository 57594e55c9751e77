import { command, quoted } from './shell.ts';
import type { Step } from './trainer.ts';

/** Name under which the tuned model is served. */
const SERVED = 'tuned';

/**
 * Serves a LoRA adapter with vLLM and evaluates it.
 * Source: https://docs.vllm.ai/en/latest/features/lora/ ("Serving LoRA Adapters")
 * @param adapter folder of the adapter
 */
export function serveAdapter(model: string, adapter: string, images: number, rank: number): Step[] {
  const serve = command(`vllm serve ${quoted(model)}`, {
    'enable-lora': true,
    'lora-modules': `${SERVED}=${adapter}`,
    'max-lora-rank': Math.max(16, rank),
    ...(images > 1 && { 'limit-mm-per-prompt': JSON.stringify({ image: images }) }),
  });
  return [
    {
      title: 'Serve the result',
      text: 'The base model with the adapter beside it, on an address that speaks the OpenAI protocol.',
      commands: ['pip install vllm', serve],
    },
    {
      title: 'Evaluate it',
      text: 'With your test file; vLLM asks for no key, so any will do. The base model is evaluated by its own name.',
      commands: [
        evaluate(SERVED, { VISION_FT_API_KEY: 'none' }, { 'base-url': 'http://localhost:8000/v1' }),
        evaluate(model, { VISION_FT_API_KEY: 'none' }, { 'base-url': 'http://localhost:8000/v1' }),
      ],
    },
  ];
}

/** Asks a model for every example of a test file. @param env variables the command gets */
export function evaluate(
  model: string,
  env: Readonly<Record<string, string>>,
  options: Readonly<Record<string, string>>,
): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value} `);
  return command(`${variables.join('')}vision-ft evaluate test.jsonl`, { model, ...options });
}
