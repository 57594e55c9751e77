// The deep lint of a file against decoding its distinct images with sharp on all cores, without a linter.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { openFile } from '../../src/dataset/byteSource.ts';
import { findOut } from '../../src/lint/findOut.ts';
import { lintSource } from '../../src/lint/runner.ts';
import { chatLine } from '../support/lines.ts';
import { pairs, report } from './measure.ts';

const IMAGES = 300;
const ROUNDS = 5;

/** A photograph's worth of detail: blurred noise, another one for each. */
async function photo(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  return sharp({ create: { width: 800, height: 600, channels: 3, background: 'grey', noise } })
    .blur(2)
    .jpeg({ quality: 85 })
    .toBuffer();
}

const folder = await mkdtemp(join(tmpdir(), 'vision-ft-bench-'));
try {
  const photos: Buffer[] = [];
  for (let at = 0; at < IMAGES; at++) photos.push(await photo());
  const lines = photos.map((bytes, at) =>
    chatLine(`Question ${at}?`, `Answer ${at}`, `data:image/jpeg;base64,${bytes.toString('base64')}`),
  );
  const path = join(folder, 'photos.jsonl');
  await writeFile(path, `${lines.join('\n')}\n`);
  const lint = async () => {
    const source = await openFile(path);
    const known = await findOut(source, { depth: 'deep' }, new Map());
    await lintSource(source, path, { provider: 'openai' }, known);
    await source.close();
  };
  const decode = async () => {
    const queue = photos.values();
    const work = async () => {
      for (const bytes of queue) await sharp(bytes).raw().toBuffer();
    };
    await Promise.all(Array.from({ length: availableParallelism() }, work));
  };
  await lint();
  await decode();
  report(
    `deep lint of ${IMAGES} photographs against decoding them with sharp`,
    await pairs(lint, decode, ROUNDS),
    'at most 1.2',
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
