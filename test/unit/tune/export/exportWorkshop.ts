import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exportTraining, type ExportReport, type ExportRequest } from '../../../../src/tune/export/exportTraining.ts';
import type { TrainerId } from '../../../../src/tune/export/trainer.ts';
import { folderWith, pngUrl } from '../../../support/fixtures.ts';

export type Line = { messages: { role: string; content: unknown }[]; images?: string[] };

const text = (words: string) => ({ type: 'text', text: words });
export const image = (url: string, more: object = {}) => ({ type: 'image_url', image_url: { url, ...more } });
export const user = (...content: unknown[]) => ({ role: 'user', content });
export const assistant = (content: string, weight?: number) => ({
  role: 'assistant',
  content,
  ...(weight !== undefined && { weight }),
});
export const chat = (...messages: unknown[]) => ({ messages });

/** Examples of every kind that all trainers take: one image and several, few-shot answers, none. */
export async function goodExamples(): Promise<{ lines: unknown[]; images: string[][] }> {
  const [red, blue, green] = await Promise.all(['red', 'blue', 'green'].map((colour) => pngUrl(40, 30, colour)));
  const pictures = [red ?? '', blue ?? '', green ?? ''] as const;
  const system = { role: 'system', content: 'Name the colour.' };
  const lines = [
    chat(system, user(text('Which colour?'), image(pictures[0])), assistant('red')),
    chat(
      system,
      user(text('Which?'), image(pictures[0])),
      assistant('red', 0),
      user(text('And which?'), image(pictures[1])),
      assistant('blue', 1),
    ),
    chat(user(image(pictures[1]), image(pictures[2]), text('Are they alike?')), assistant('No')),
    chat({ role: 'user', content: 'Is red a colour?' }, assistant('Yes')),
  ];
  return { lines, images: [[pictures[0]], [pictures[0], pictures[1]], [pictures[1], pictures[2]], []] };
}

/** A folder with training files to export. */
export class ExportWorkshop {
  readonly folder: string;
  private exports = 0;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async open(files: Readonly<Record<string, readonly unknown[]>>): Promise<ExportWorkshop> {
    const texts = Object.entries(files).map(([name, lines]) => [
      name,
      lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
    ]);
    return new ExportWorkshop(await folderWith(Object.fromEntries(texts) as Record<string, string>));
  }

  path(...names: string[]): string {
    return join(this.folder, ...names);
  }

  /** Exports a file into a folder of its own. */
  async export(trainer: TrainerId, file: string, more: Partial<ExportRequest> = {}): Promise<ExportReport> {
    const out = this.path(`out-${++this.exports}`);
    return exportTraining({ trainer, train: this.path(file), out, ...more });
  }

  async lines({ out }: ExportReport, file = 'train.jsonl'): Promise<Line[]> {
    const written = await readFile(join(out, file), 'utf8');
    return written
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
  }

  read({ out }: ExportReport, file: string): Promise<string> {
    return readFile(join(out, file), 'utf8');
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
