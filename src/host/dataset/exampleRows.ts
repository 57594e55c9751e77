import { readLine, withoutMark } from '../../dataset/example.ts';
import type { KnownPrefix } from '../../dataset/prefixDeviation.ts';
import { askedIn, type Asked } from '../../evaluate/asked.ts';
import type { RowView } from '../../protocol/datasetPage.ts';
import type { DatasetModel } from './datasetModel.ts';
import { rowOf } from './exampleView.ts';
import { LruCache } from '../lruCache.ts';
import type { Services } from '../services.ts';
import { withMarks } from '../problems/markedProblems.ts';
import { predictionOf } from './shownRun.ts';

/** What the list knows of a line for as long as the file stays as it is. */
interface KnownRow {
  row: Omit<RowView, 'problems' | 'predictions'>;
  asked: Asked | undefined;
}

/** Rows of the list of one view; those read last are remembered. */
export class ExampleRows {
  private readonly model: DatasetModel;
  private readonly services: Services;
  private readonly known = new LruCache<number, KnownRow>(2000);
  /** Of the model, when they were read. */
  private revision = 0;
  private prefix: KnownPrefix | undefined;

  constructor(model: DatasetModel, services: Services) {
    this.model = model;
    this.services = services;
  }

  /** The file changed, or what is known of it. */
  refresh(): void {
    const { revision, check } = this.model;
    if (revision !== this.revision || check.prefix !== this.prefix) this.forget();
    this.revision = revision;
    this.prefix = check.prefix;
  }

  forget(): void {
    this.known.clear();
  }

  /** The row of a line (from 0). */
  async row(line: number): Promise<RowView> {
    const { model } = this;
    const known = this.known.peek(line) ?? this.known.put(line, await this.read(line));
    const { asked } = known;
    const found = model.runs.map((run) => asked && predictionOf(run, asked));
    // a test file leaves its answers out; a run knows them
    const answer = known.row.answer ?? found.find(Boolean)?.prediction.actual_answer;
    const predictions = found.map((prediction) => prediction?.right ?? null);
    const mark = this.services.vendorMarks.shownFor(model).get(line);
    const problems = withMarks(model.check.countsOf(line), new Map(mark && [[line, mark]]));
    return { ...known.row, answer, problems, predictions };
  }

  private async read(line: number): Promise<KnownRow> {
    const { document, check } = this.model;
    const text = await document.lineText(line);
    const example = text === undefined ? { kind: 'long' as const } : readLine(text, line);
    const deviates = check.prefix && text !== undefined && !check.prefix.begins(withoutMark(text));
    const row = rowOf(line, await document.lineBytes(line), example, this.services.webImages);
    return {
      row: deviates && example.kind === 'chat' ? { ...row, deviates } : row,
      asked: askedIn(line, example),
    };
  }
}
