import type { ByteSource } from '../dataset/byteSource.ts';
import { readExample } from '../dataset/example.ts';

/** What the file is as a whole. `array`: one JSON array, or JSON spread over several lines by a pretty printer. */
export type FileShape = 'lines' | 'array' | 'git-lfs-pointer';

const HEAD_BYTES = 1024 * 1024;
const LFS = 'version https://git-lfs.github.com/spec/';

/** Looks at both ends of the file only. */
export async function fileShape(source: ByteSource): Promise<FileShape> {
  const head = (await source.read(0, HEAD_BYTES)).toString('utf8').replace(/^\ufeff/, '');
  if (head.startsWith(LFS)) return 'git-lfs-pointer';
  const tail = (await source.read(Math.max(0, source.size - 4096), 4096)).toString('latin1').trimEnd();
  const whole = source.size <= HEAD_BYTES;
  const lines = head.split('\n').filter((line) => line.trim() !== '');
  const first = lines[0]?.trim() ?? '';
  // the last piece of a head that does not reach the end of the file is no whole line
  const firstIsWhole = whole || lines.length > 1;
  if (first.startsWith('[') && tail.endsWith(']')) {
    if (!firstIsWhole || readExample(first).kind === 'broken') return 'array';
    return whole && lines.length === 1 ? 'array' : 'lines';
  }
  // a pretty printer breaks the line behind a bracket or a comma; then no line is an object by itself
  const opens = (line: string) => /^\{$|^\{.*[[{,]$/s.test(line);
  const second = lines[1]?.trim() ?? '';
  if (firstIsWhole && opens(first) && tail.endsWith('}') && second !== '' && (!second.startsWith('{') || opens(second)))
    return readExample(first).kind === 'broken' ? 'array' : 'lines';
  return 'lines';
}
