import { l10n, Uri, ViewColumn, window, workspace, type Disposable, type WebviewPanel } from 'vscode';
import { openFile } from '../dataset/byteSource.ts';
import { DatasetDocument } from '../dataset/document.ts';
import { readExample } from '../dataset/example.ts';
import { ANY, type ExampleRow, type Order, type RowCounts, type RowFilter } from '../evaluate/exampleRow.ts';
import type { TrendPoint } from '../evaluate/report.ts';
import { endsOfModels } from '../providers/clock.ts';
import { PROFILES } from '../providers/profiles.ts';
import { connect } from '../protocol/channel.ts';
import type { ResultsHost, ResultsPage, ResultsSnapshot } from '../protocol/resultsPage.ts';
import type { ResultsSummary } from '../evaluate/results.ts';
import type { Rating } from '../evaluate/run.ts';
import type { CommandContext } from './commands.ts';
import type { OwnRating } from './ownRatings.ts';
import { Pictures } from './pictures.ts';
import { recipeOf } from './recipes.ts';
import { findRuns, loadRuns, type FoundRun } from './runs.ts';
import { TestChange } from './testChange.ts';
import { pageHtml, webviewChannel } from './webview.ts';

/** Runs of a test file whose trend is drawn: the newest. */
const MOST_IN_TREND = 200;

/** The test file behind the results: its lines, and on which of them each example stands. */
interface TestLines {
  document: DatasetDocument;
  lineOf: ReadonlyMap<number, number>;
}

/** The evaluation panel: runs over one test file side by side. */
export class ResultsPanel implements ResultsHost, Disposable {
  private readonly context: CommandContext;
  private readonly runs: readonly FoundRun[];
  private readonly page;
  private readonly pictures: Pictures;
  private results: Promise<number> | undefined;
  private lines: { version: string; read: Promise<TestLines> } | undefined;
  private readonly change: TestChange;
  private readonly following: Disposable;
  /** What the page was told last: the runs compared, and what has changed since they were made. */
  private told: { a: number; b: number; change: string | undefined } | undefined;

  /** Opens a panel on runs over the same test file; the first is compared with the others until the user says otherwise. */
  static open(context: CommandContext, runs: readonly FoundRun[]): void {
    const of = runs[0]?.test === '' ? runs[0].folder : runs[0]?.test;
    const title = l10n.t('Results: {0}', of?.split(/[\\/]/).at(-1) ?? '');
    const panel = window.createWebviewPanel('visionFineTuning.results', title, ViewColumn.Active, {
      retainContextWhenHidden: true,
    });
    const results = new ResultsPanel(context, runs, panel);
    panel.onDidDispose(() => {
      results.dispose();
    });
    panel.onDidChangeViewState(() => {
      if (panel.visible) void results.tellChange();
    });
    panel.webview.html = pageHtml(panel.webview, context.context.extensionUri, 'results', title);
  }

  private constructor(context: CommandContext, runs: readonly FoundRun[], panel: WebviewPanel) {
    this.context = context;
    this.runs = runs;
    this.pictures = new Pictures(context);
    this.following = context.ownRatings.onDidRate((rating) => void this.rated(rating));
    this.change = new TestChange(context, runs);
    this.page = connect<ResultsPage, ResultsHost>(webviewChannel(panel.webview), this);
    // read while the page loads; what fails is told when the page asks
    this.opened().catch(() => undefined);
  }

  async ready(askedA: number, askedB: number): Promise<ResultsSnapshot> {
    const results = await this.opened();
    const last = this.runs.length - 1;
    const a = Math.max(0, Math.min(askedA, last));
    const b = askedB !== a && askedB >= 0 && askedB <= last ? askedB : Math.min(a === 0 ? 1 : 0, last);
    const { methods } = this.context.worker;
    const [summary, counts] = await Promise.all([
      methods.resultsSummary(results, a, b),
      methods.resultCounts(results, { ...ANY, a, b, agreement: 'all' }),
    ]);
    const change = await this.change.sentence();
    this.told = { a, b, change };
    const judges = new Set(summary.runs.flatMap(judgeName));
    const changes = change === undefined ? [] : [change];
    return {
      verdict: summary.verdict.sentence,
      facts: [...summary.verdict.facts, ...changes, ...this.ends(), ...this.withoutTest()],
      report: summary.report,
      runs: summary.runs.map(({ folder, role }) => ({ folder, role })),
      ...{ a, b, counts },
      types: summary.types,
      judge: judges.size === 0 ? undefined : [...judges].join(', '),
    };
  }

  /** The test file may have been edited while another editor was in sight. */
  private async tellChange(): Promise<void> {
    const { told } = this;
    if (told && (await this.change.sentence()) !== told.change)
      void this.page.update.asEvent(await this.ready(told.a, told.b));
  }

  /** A saved run cannot be repeated for ever. */
  private ends(): string[] {
    const today = new Date().toISOString().slice(0, 10);
    const ends = this.runs.flatMap(({ info }) => {
      const profile = Object.values(PROFILES).find(({ id }) => id === info.provider);
      return profile ? endsOfModels(profile, [info.model], today) : [];
    });
    return [...new Set(ends)];
  }

  private withoutTest(): string[] {
    if (this.testPath !== '') return [];
    return [l10n.t('Without the test file there are no pictures, and examples do not open in the editor.')];
  }

  async rows(filter: RowFilter, order: Order, from: number, to: number): Promise<ExampleRow[]> {
    return this.context.worker.methods.resultRows(await this.opened(), filter, order, from, to);
  }

  async counts(filter: RowFilter): Promise<RowCounts> {
    return this.context.worker.methods.resultCounts(await this.opened(), filter);
  }

  async rate(at: number, exampleId: number, rating: Rating | null): Promise<void> {
    const folder = this.runs[at]?.folder;
    if (folder !== undefined) await this.context.ownRatings.rate({ folder, exampleId, rating });
  }

  /** The user has rated an answer, here or in the dataset editor. */
  private async rated({ folder, exampleId, rating }: OwnRating): Promise<void> {
    const at = this.runs.findIndex((run) => run.folder === folder);
    if (at < 0 || !this.results) return;
    const person = await this.context.worker.methods.resultRated(await this.results, at, exampleId, rating);
    void this.page.rated.asEvent(at, person);
  }

  async trend(): Promise<TrendPoint[]> {
    const sum = this.runs[0]?.info.test.sha256;
    // files say neither when they were made nor of which bytes
    if (sum === '') return [];
    const same = (await findRuns()).filter(({ test, info }) => test === this.testPath && info.test.sha256 === sum);
    const folders = same.slice(0, MOST_IN_TREND).map(({ folder }) => folder);
    return this.context.worker.run((tasks, task) => tasks.trend(task, folders));
  }

  async thumbnail(exampleId: number): Promise<Uint8Array | undefined> {
    if (this.testPath === '') return undefined;
    const { document, lineOf } = await this.testLines();
    const line = lineOf.get(exampleId);
    const text = line === undefined ? undefined : await document.lineText(line);
    return text === undefined ? undefined : this.pictures.thumbnail(readExample(text));
  }

  /** The example in the dataset editor, with the predictions of these runs under it. */
  async openExample(exampleId: number): Promise<void> {
    if (this.testPath === '') return;
    const { lineOf } = await this.testLines();
    const { editors } = this.context;
    const test = Uri.file(this.testPath);
    await editors.show(test, lineOf.get(exampleId));
    const model = editors.modelOf(test);
    if (model) model.runs = await loadRuns(this.runs);
  }

  async exportReport(): Promise<void> {
    const { exportResults } = await import('./exportResults.ts');
    const test = this.testPath === '' ? undefined : this.testPath;
    await exportResults(this.context, await this.opened(), {
      ...{ a: this.told?.a ?? 0, b: this.told?.b ?? 0 },
      test,
      beside: this.runs[0]?.folder ?? '',
    });
  }

  async saveChart(name: string, format: 'svg' | 'png', bytes: Uint8Array): Promise<void> {
    const folder = this.runs[0]?.folder ?? '';
    const target = await window.showSaveDialog({
      title: l10n.t('Save Chart As'),
      defaultUri: Uri.joinPath(Uri.file(folder), '..', `${name}.${format}`),
      filters: { [format.toUpperCase()]: [format] },
    });
    if (target) await workspace.fs.writeFile(target, bytes);
  }

  dispose(): void {
    this.following.dispose();
    this.page.$close();
    void this.results?.then((results) => this.context.worker.methods.closeResults(results)).catch(() => undefined);
    this.forgetLines();
  }

  private get testPath(): string {
    return this.runs[0]?.test ?? '';
  }

  private opened(): Promise<number> {
    this.results ??= this.open();
    return this.results;
  }

  private async open(): Promise<number> {
    const recipe = this.testPath === '' ? undefined : await recipeOf(this.testPath);
    const folders = this.runs.map(({ folder }) => folder);
    // a run of ours kept its questions, and is shown without its test file too
    const files = this.testPath !== '' && this.runs.some(({ info }) => info.provider === 'file');
    const test = files ? this.testPath : undefined;
    return this.context.worker.run((tasks, task) => tasks.openResults(task, folders, recipe, test));
  }

  /** Read again when the file has changed. */
  private async testLines(): Promise<TestLines> {
    const version = await this.change.version();
    if (this.lines?.version !== version) {
      this.forgetLines();
      this.lines = { version, read: this.readLines() };
    }
    return this.lines.read;
  }

  private forgetLines(): void {
    void this.lines?.read.then(({ document }) => document.dispose()).catch(() => undefined);
  }

  private async readLines(): Promise<TestLines> {
    const document = new DatasetDocument(await openFile(this.testPath));
    await document.indexed;
    const lineOf = await this.context.worker.run((tasks, task) => tasks.exampleLines(task, this.testPath));
    return { document, lineOf: new Map(lineOf) };
  }
}

/** Who rated a run; none where nobody did. */
function judgeName({ judge, judgePrompt }: ResultsSummary['runs'][number]): string[] {
  if (judge === 'offline') return [l10n.t('the offline judge (thresholds on ANLS)')];
  if (judge === undefined) return [];
  return [judgePrompt === undefined ? judge : l10n.t('{0} with the prompt {1}', judge, judgePrompt)];
}
