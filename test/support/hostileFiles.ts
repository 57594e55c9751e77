import { open } from 'node:fs/promises';

/** One line of this many bytes that begins and ends as an example does; holes in between take no room on the disk. */
export async function writeHugeLine(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.write('{"messages":[{"role":"user","content":"');
    await file.truncate(bytes);
    await file.write('"},{"role":"assistant","content":"Yes"}]}\n', bytes);
  } finally {
    await file.close();
  }
}

/** Newlines and nothing else. */
export async function writeEmptyLines(path: string, lines: number): Promise<void> {
  const block = Buffer.alloc(1_000_000, '\n');
  const file = await open(path, 'w');
  try {
    for (let left = lines; left > 0; left -= block.length) await file.write(block, 0, Math.min(left, block.length));
  } finally {
    await file.close();
  }
}

/** An example with arrays in arrays, in its message's content and beside its messages. */
export function nested(depth: number): string {
  const deep = '['.repeat(depth) + ']'.repeat(depth);
  return `{"messages":[{"role":"user","content":${deep}},{"role":"assistant","content":"Yes"}],"more":${deep}}`;
}
