import { openFile } from '../../dataset/byteSource.ts';
import { DatasetDocument } from '../../dataset/document.ts';
import { stampOf } from '../../evaluate/fileStamp.ts';
import type { Services } from '../services.ts';

/** The lines of a test file, and on which of them each example stands. */
interface Lines {
  document: DatasetDocument;
  lineOf: ReadonlyMap<number, number>;
}

/** The test file behind results, read when it is first asked for, and again when it has changed. */
export class TestLines {
  private readonly services: Services;
  private readonly path: string;
  private known: { stamp: string | undefined; lines: Promise<Lines> } | undefined;

  constructor(services: Services, path: string) {
    this.services = services;
    this.path = path;
  }

  /** The line (from 0) of an example; `undefined` where the file has it no more. Rejects where the file cannot be read. */
  async lineOf(exampleId: number): Promise<number | undefined> {
    return (await this.lines()).lineOf.get(exampleId);
  }

  async textOf(exampleId: number): Promise<string | undefined> {
    const { document, lineOf } = await this.lines();
    const line = lineOf.get(exampleId);
    return line === undefined ? undefined : document.lineText(line);
  }

  dispose(): void {
    void this.known?.lines.then(({ document }) => document.dispose()).catch(() => undefined);
  }

  private async lines(): Promise<Lines> {
    const stamp = await stampOf(this.path);
    if (this.known?.stamp !== stamp || this.known === undefined) {
      this.dispose();
      this.known = { stamp, lines: this.read() };
    }
    return this.known.lines;
  }

  private async read(): Promise<Lines> {
    const document = new DatasetDocument(await openFile(this.path));
    await document.indexed;
    const lineOf = await this.services.worker.run((tasks, task) => tasks.exampleLines(task, this.path));
    return { document, lineOf: new Map(lineOf) };
  }
}
