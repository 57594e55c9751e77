import { bytesSource, type ByteSource } from '../../../src/dataset/byteSource.ts';
import type { FileReport } from '../../../src/lint/finding.ts';
import { beginRun, type LintOptions } from '../../../src/lint/lintRun.ts';
import { lintSource } from '../../../src/lint/runner.ts';
import type { Run } from '../../../src/lint/rule.ts';
import type { ProviderId } from '../../../src/providers/profile.ts';
import { dataUrl, picture } from './images.ts';

/** A sound training file in which a test plants one fault. */

export interface Message {
  role?: unknown;
  content?: unknown;
  [key: string]: unknown;
}

export const user = (...content: unknown[]): Message => ({ role: 'user', content });
export const assistant = (content: unknown = 'A book.'): Message => ({ role: 'assistant', content });
export const text = (words: string) => ({ type: 'text', text: words });
export const image = (url: string, more: object = {}) => ({ type: 'image_url', image_url: { url, ...more } });

export const PICTURE = dataUrl(await picture().png().toBuffer());

/** More than the lines of any test that wants no image twice. */
const PICTURES = await Promise.all(
  Array.from({ length: 100 }, async (_, seed) =>
    dataUrl(
      await picture(seed + 2)
        .png()
        .toBuffer(),
    ),
  ),
);

let count = 0;
/** A question that no other example asks, about an image that no example near it has. */
export const question = () =>
  user(text(`Question ${++count}: what is this?`), image(PICTURES[count % PICTURES.length] ?? ''));
export const example = (...messages: unknown[]) => JSON.stringify({ messages });
export const sound = () => example(question(), assistant(`Book ${count}.`));
export const soundLines = (lines: number) => Array.from({ length: lines }, sound);

/** What a rule is told of a training file of this vendor, for rules that are asked without a file. */
export const runOf = (provider: ProviderId = 'openai'): Run => beginRun('train.jsonl', { provider }).run;

/** Lints lines as a file named `train.jsonl` for openai, unless said otherwise. */
export function lint(
  lines: readonly string[] | Buffer | ByteSource,
  { file = 'train.jsonl', ...options }: Partial<LintOptions> & { file?: string } = {},
): Promise<FileReport> {
  if ('read' in lines) return lintSource(lines, file, { provider: 'openai', ...options });
  const bytes = Buffer.isBuffer(lines) ? lines : Buffer.from(`${lines.join('\n')}\n`);
  return lintSource(bytesSource(bytes), file, { provider: 'openai', ...options });
}
