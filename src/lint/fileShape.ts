import type { ByteSource } from '../dataset/byteSource.ts';
import { readExample } from '../dataset/example.ts';

/**
 * What the file is as a whole. `array`: one JSON array, or JSON spread over several lines by a pretty printer.
 * `carriage-returns`: JSON lines that end as those of old Macs did, with a carriage return alone.
 */
export type FileShape = 'lines' | 'array' | 'git-lfs-pointer' | 'utf-16' | 'carriage-returns';

const HEAD_BYTES = 1024 * 1024;
/** Byte order marks of both kinds, and a first brace without a mark, as Windows tools write them. */
const UTF_16 = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff]), Buffer.from('{\0'), Buffer.from('\0{')];
const LFS = 'version https://git-lfs.github.com/spec/';

/** Looks at both ends of the file only. */
export async function fileShape(source: ByteSource): Promise<FileShape> {
  const bytes = await source.read(0, HEAD_BYTES);
  if (UTF_16.some((mark) => bytes.subarray(0, mark.length).equals(mark))) return 'utf-16';
  const head = bytes.toString('utf8').replace(/^\ufeff/, '');
  if (head.startsWith(LFS)) return 'git-lfs-pointer';
  if (!head.includes('\n') && /\}[ \t]*\r\s*\{"/.test(head)) return 'carriage-returns';
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
