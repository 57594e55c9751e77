import { bytesSource } from '../../../src/dataset/byteSource.ts';
import type { FixOptions } from '../../../src/lint/fixLines.ts';
import type { FixReport } from '../../../src/lint/fixReport.ts';
import { fixSource } from '../../../src/lint/fixSource.ts';

/** Mends a file named `train.jsonl` for openai, unless said otherwise. */
export async function fix(
  file: string | Buffer,
  options: Partial<FixOptions> = {},
): Promise<{ fixed: Buffer; text: string; report: FixReport }> {
  const pieces: Buffer[] = [];
  const report = await fixSource(
    bytesSource(Buffer.from(file)),
    'train.jsonl',
    { provider: 'openai', ...options },
    async (piece) => {
      pieces.push(Buffer.from(piece));
    },
  );
  const fixed = Buffer.concat(pieces);
  return { fixed, text: fixed.toString(), report };
}
