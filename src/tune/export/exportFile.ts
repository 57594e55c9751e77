import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { openFile } from '../../dataset/byteSource.ts';
import { readLine } from '../../dataset/example.ts';
import { scanLines } from '../../dataset/lineIndex.ts';
import { amount } from '../../dataset/amounts.ts';
import { isText, type Turn } from './conversation.ts';
import { ExportError } from './exportError.ts';
import { Faults, type FaultKind } from './faults.ts';
import type { ImageSink } from './imageSink.ts';
import type { Learned } from './learned.ts';
import type { Notes } from './notes.ts';
import { readConversation } from './readConversation.ts';
import type { Facts, Trainer } from './trainer.ts';

/** What the files of one export share. */
export interface Exporting {
  trainer: Trainer;
  /** The folder in the making. */
  folder: string;
  images: ImageSink;
  notes: Notes;
  learned: Learned;
  facts: Pick<Facts, 'mostImages' | 'mostCharacters'>;
  signal?: AbortSignal | undefined;
}

/** Written to disk this much at a time. */
const WRITE_BYTES = 1024 * 1024;

/**
 * Writes the examples of one training file as a trainer takes them, line by line.
 * @param name of the file in the folder
 * @returns how many were written
 * @throws {ExportError} that names the lines which cannot be exported, once all of them are known; Node's error for a
 * file that cannot be read
 */
export async function exportFile(
  path: string,
  name: string,
  exporting: Exporting,
  onProgress: (bytes: number) => void,
): Promise<number> {
  const { trainer, notes, learned, folder, signal } = exporting;
  const faults = new Faults();
  const source = await openFile(path);
  const file = await open(join(folder, name), 'wx');
  let [written, pending] = [0, ''];
  try {
    await scanLines(
      source,
      async ({ index, bytes }) => {
        const made = bytes === undefined ? 'line' : await exampleOf(bytes.toString(), index, exporting);
        if (made === undefined) return;
        if (typeof made === 'string') {
          faults.add(made, index + 1);
          return;
        }
        learned.add(made);
        noteSize(made, exporting.facts);
        pending += `${JSON.stringify(trainer.line({ turns: made }))}\n`;
        written++;
        if (pending.length < WRITE_BYTES) return;
        await file.writeFile(pending);
        pending = '';
      },
      { signal, onProgress },
    );
    await file.writeFile(pending);
    await file.sync();
  } finally {
    await file.close();
    await source.close();
  }
  const fault = faults.sentence(path, trainer);
  if (fault !== undefined) throw new ExportError(fault);
  if (written === 0)
    throw new ExportError(
      [
        `${basename(path)} has no example that can be exported for ${trainer.name}.`,
        ...notes.sentences(trainer.name),
      ].join(' '),
    );
  return written;
}

/** @returns the turns of a line with their images in place, what is wrong with it, or nothing where it is left out */
async function exampleOf(
  text: string,
  index: number,
  { trainer: { takes }, images, notes }: Exporting,
): Promise<Turn[] | FaultKind | undefined> {
  const example = readLine(text, index);
  if (example.kind === 'blank') return undefined;
  if (example.kind !== 'chat') return 'line';
  const read = readConversation(example, takes);
  if (read.kind === 'fault') return 'line';
  if (read.kind === 'left') {
    notes.addAll(read.notes);
    return undefined;
  }
  const count = read.turns.flatMap(({ parts }) => parts.filter((part) => !isText(part))).length;
  if (count > (takes.limits?.imagesPerExample?.value ?? Infinity)) return 'limit';
  const turns: Turn[] = [];
  for (const turn of read.turns) {
    const parts: Turn['parts'][number][] = [];
    for (const part of turn.parts) {
      const placed = isText(part) ? part : await images.place(part.image);
      if ('fault' in placed) return placed.fault;
      parts.push(placed);
    }
    turns.push({ ...turn, parts });
  }
  notes.addAll(read.notes);
  return turns;
}

function noteSize(turns: readonly Turn[], facts: Exporting['facts']): void {
  const parts = turns.flatMap((turn) => turn.parts);
  const texts = parts.filter(isText);
  facts.mostImages = Math.max(facts.mostImages, parts.length - texts.length);
  facts.mostCharacters = Math.max(
    facts.mostCharacters,
    texts.reduce((sum, { text }) => sum + text.length, 0),
  );
}

/** The least examples that a vendor takes. @throws {ExportError} */
export function checkEnough(path: string, examples: number, { name, takes }: Trainer): void {
  const least = takes.limits?.minExamples?.value ?? 1;
  if (examples < least)
    throw new ExportError(
      `${basename(path)} has ${amount(examples, 'example')} to export, but ${name} takes at least ${least}; add some.`,
    );
}
