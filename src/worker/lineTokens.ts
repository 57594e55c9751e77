import { randomUUID } from 'node:crypto';
import type { ByteSource } from '../dataset/byteSource.ts';
import { scanLines, type ScanOptions } from '../dataset/lineIndex.ts';
import { LineNumbers } from '../dataset/lineNumbers.ts';
import { LineReader } from '../lint/lineReader.ts';
import type { LintedExample } from '../lint/rule.ts';
import { imageTokensFor } from '../providers/imageTokens.ts';
import type { ModelFacts } from '../providers/profile.ts';

/**
 * Tokens of every line, images included where their size is known; 0 for a line that is no example.
 * In memory that threads share: nothing is copied on the way.
 */
export async function lineTokens(
  source: ByteSource,
  model: ModelFacts | undefined,
  scan: ScanOptions,
): Promise<Uint32Array> {
  const reader = new LineReader(randomUUID().replaceAll('-', ''), { formula: -1 });
  const tokens = new LineNumbers();
  await scanLines(
    source,
    (scanned) => {
      const { example } = reader.read(scanned);
      tokens.push(example ? tokensOf(example, model) : 0);
    },
    scan,
  );
  const shared = new Uint32Array(new SharedArrayBuffer(tokens.length * Uint32Array.BYTES_PER_ELEMENT));
  shared.set(tokens.view());
  return shared;
}

function tokensOf({ tokens, images }: LintedExample, model: ModelFacts | undefined): number {
  return images.reduce((sum, { address, detail }) => {
    if (address.kind !== 'data') return sum;
    const { width, height } = address.image.facts;
    return width && height ? sum + imageTokensFor(model, width, height, detail) : sum;
  }, tokens.text);
}
