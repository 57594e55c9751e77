import { parseDataUrl } from '../../dataset/dataUrl.ts';
import type { Example } from '../../dataset/example.ts';
import { inspectImage } from '../../images/inspect.ts';
import { imageTokensFor } from '../../providers/imageTokens.ts';
import type { ModelFacts } from '../../providers/profile.ts';
import { decode } from '../images/pictures.ts';
import type { WorkerClient } from '../workerClient.ts';

/** Base64 that nearly always reaches behind the size of a picture. */
const HEAD = 64 * 1024;

/** Tokens of examples, images included where their size is known; `undefined` for a line that is none. */
export async function exampleTokens(
  examples: readonly (Example | { kind: 'long' })[],
  model: ModelFacts | undefined,
  worker: WorkerClient,
): Promise<(number | undefined)[]> {
  const texts = await worker.methods.countTokens(
    examples.map((example) =>
      example.kind === 'chat'
        ? example.messages.map(({ role, parts }) => ({
            role,
            texts: parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])),
          }))
        : [],
    ),
  );
  return examples.map((example, index) =>
    example.kind === 'chat' ? (texts[index] ?? 0) + imageTokens(example, model) : undefined,
  );
}

function imageTokens({ messages }: Extract<Example, { kind: 'chat' }>, model: ModelFacts | undefined): number {
  return messages
    .flatMap(({ parts }) => parts)
    .reduce((sum, part) => {
      const size = part.type === 'image' ? sizeOf(part.url) : undefined;
      return size && part.type === 'image' ? sum + imageTokensFor(model, size.width, size.height, part.detail) : sum;
    }, 0);
}

/** Read off the first bytes, unless the size stands behind them. */
function sizeOf(url: string): { width: number; height: number } | undefined {
  if (!parseDataUrl(url)?.base64) return undefined;
  for (const end of url.length > HEAD ? [HEAD, url.length] : [url.length]) {
    const bytes = decode(url.slice(0, end));
    const { width, height } = bytes ? inspectImage(bytes) : {};
    if (width && height) return { width, height };
  }
  return undefined;
}
