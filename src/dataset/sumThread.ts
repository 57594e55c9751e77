import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import type { SumAnswer, SumRequest } from './summing.ts';

// A thread of its own, so that it may read and write without giving way; started by summing.ts.
const port = parentPort;
if (!port) throw new Error('This file runs as a worker thread only.');

const begun = new Map<string, Hash[]>();
const buffer = Buffer.allocUnsafe(1024 ** 2);

port.on('message', ({ id, sum, algorithms, path, into }: SumRequest) => {
  let answer: SumAnswer;
  try {
    const hashes = begun.get(sum) ?? algorithms.map((algorithm) => createHash(algorithm));
    begun.set(sum, hashes);
    if (path !== undefined) read(path, hashes, into);
    else begun.delete(sum);
    answer = { id, digests: path === undefined ? hashes.map((hash) => hash.digest('hex')) : [] };
  } catch (error) {
    begun.delete(sum);
    answer = { id, error };
  }
  port.postMessage(answer);
});

function read(path: string, hashes: readonly Hash[], into: string | undefined): void {
  const source = openSync(path, 'r');
  const target = into === undefined ? undefined : openSync(into, 'a', 0o600);
  try {
    for (let length = readSync(source, buffer); length > 0; length = readSync(source, buffer)) {
      const bytes = buffer.subarray(0, length);
      for (const hash of hashes) hash.update(bytes);
      if (target !== undefined) writeAll(target, bytes);
    }
  } finally {
    closeSync(source);
    if (target !== undefined) closeSync(target);
  }
}

function writeAll(target: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) written += writeSync(target, bytes, written);
}
