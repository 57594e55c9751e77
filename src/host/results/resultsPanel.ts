import { l10n, ViewColumn, window, type Disposable, type WebviewPanel } from 'vscode';
import { readExample } from '../../dataset/example.ts';
import { ANY, type ExampleRow, type Order, type RowCounts, type RowFilter } from '../../evaluate/exampleRow.ts';
import { MOST_RUNS } from '../../evaluate/mostRuns.ts';
import type { TrendPoint } from '../../evaluate/report.ts';
import type { Rating } from '../../evaluate/run.ts';
import { connect } from '../../protocol/channel.ts';
import type { Addition, ResultsHost, ResultsPage, ResultsSnapshot } from '../../protocol/resultsPage.ts';
import type { CommandContext } from '../commandContext.ts';
import type { OwnRating } from '../evaluate/ownRatings.ts';
import { Pictures } from '../images/pictures.ts';
import { reportFailure } from '../report.ts';
import { ExamplesInEditor } from './examplesInEditor.ts';
import { LiveRuns, SEEN_STOPPED_MS } from './liveRuns.ts';
import { resultsRequest } from './resultsRequest.ts';
import { resultsSnapshot } from './resultsSnapshot.ts';
import { TestLines } from './testLines.ts';
import { followRuns } from '../runs/followRuns.ts';
import { isUnderWay } from '../runs/underWay.ts';
import { findRuns, type FoundRun } from '../runs/foundRuns.ts';
import { pageHtml, webviewChannel } from '../webview.ts';

/** Runs of a test file whose trend is drawn: the newest. */
const MOST_IN_TREND = 200;

/** The evaluation panel: runs over one test file side by side. */
export class ResultsPanel implements ResultsHost, Disposable {
  private readonly context: CommandContext;
  private readonly panel: WebviewPanel;
  private runs: FoundRun[];
  private readonly page;
  private readonly live = new LiveRuns();
  /** The runs compared, from 0. */
  private compared = { a: 0, b: 1 };
  private following: Disposable | undefined;
  private looking: Promise<void> | undefined;
  private later: NodeJS.Timeout | undefined;
  private disposed = false;
  private readonly pictures: Pictures;
  private results: Promise<number> | undefined;
  /** Runs that cannot be read, and why. */
  private leftOut: { folder: string; sentence: string }[] = [];
  private readonly lines: TestLines;
  private readonly examples: ExamplesInEditor;
  private readonly rating: Disposable;

  /**
   * Opens a panel on runs over the same test file, or shows the one that is open on them; the first is compared with the
   * others until the user says otherwise.
   */
  static open(context: CommandContext, runs: readonly FoundRun[]): ResultsPanel {
    const known = [...OPEN].find((panel) => panel.shows(runs));
    if (known) {
      known.panel.reveal();
      // judged anew, perhaps
      void known.look(true);
      return known;
    }
    const of = runs[0]?.test === '' ? runs[0].folder : runs[0]?.test;
    const title = l10n.t('Results: {0}', of?.split(/[\\/]/).at(-1) ?? '');
    const panel = window.createWebviewPanel('visionFineTuning.results', title, ViewColumn.Active, {
      retainContextWhenHidden: true,
    });
    const results = new ResultsPanel(context, runs, panel);
    panel.onDidDispose(() => {
      results.dispose();
    });
    panel.webview.html = pageHtml(panel.webview, context.context.extensionUri, 'results', title);
    return results;
  }

  private constructor(context: CommandContext, runs: readonly FoundRun[], panel: WebviewPanel) {
    this.context = context;
    this.panel = panel;
    this.runs = [...runs];
    OPEN.add(this);
    this.follow();
    // what is said to a hidden page is lost
    let { visible } = panel;
    panel.onDidChangeViewState(() => {
      if (panel.visible && !visible) void this.look(true);
      ({ visible } = panel);
    });
    this.pictures = new Pictures(context);
    this.lines = new TestLines(context, this.testPath);
    this.examples = new ExamplesInEditor(context, this.lines);
    this.rating = context.ownRatings.onDidRate((rating) => void this.rated(rating));
    this.page = connect<ResultsPage, ResultsHost>(webviewChannel(panel.webview), this);
    // read while the page loads; what fails is told when the page asks
    this.opened().catch(() => undefined);
  }

  async ready(askedA: number, askedB: number): Promise<ResultsSnapshot> {
    const results = await this.opened();
    const last = this.runs.length - 1;
    const a = Math.max(0, Math.min(askedA, last));
    const b = askedB !== a && askedB >= 0 && askedB <= last ? askedB : Math.min(a === 0 ? 1 : 0, last);
    this.compared = { a, b };
    const { worker } = this.context;
    const [summary, counts, states] = await Promise.all([
      worker.methods.resultsSummary(results, a, b),
      worker.methods.resultCounts(results, { ...ANY, a, b, agreement: 'all' }),
      worker.run((tasks, task) => tasks.testStates(task, this.folders)),
    ]);
    const { runs } = this;
    const leftOut = this.leftOut.map(({ sentence }) => sentence);
    return resultsSnapshot({ runs, leftOut, a, b, summary, counts, states, live: this.live.of(summary.runs) });
  }

  /** Shows another run of the test file, in the place of the last where there are too many. */
  async join(run: FoundRun, compare = false): Promise<void> {
    if (this.disposed) return;
    const known = this.folders.indexOf(run.folder);
    if (known < 0) this.runs = [...this.runs.slice(0, MOST_RUNS - 1), run];
    if (compare) this.compared = { a: 0, b: known < 0 ? this.runs.length - 1 : known };
    if (known < 0) {
      this.closeResults();
      this.follow();
    }
    await this.look(true);
  }

  async add(addition: Addition, a: number): Promise<void> {
    const { addRun } = await import('./addRun.ts');
    const run = this.runs[a];
    if (run) await this.telling(addRun(this.context, this, run, addition));
  }

  async goOn(at: number): Promise<void> {
    const { goOn } = await import('../runs/repeatRun.ts');
    const run = this.runs[at];
    if (run) await this.telling(goOn(this.context, run, this));
  }

  /** What goes wrong is told as every command tells it. */
  private async telling(work: Promise<void>): Promise<void> {
    await work.catch((error: unknown) => reportFailure(this.context.log, error));
  }

  private follow(): void {
    this.following?.dispose();
    this.following = followRuns(
      this.folders,
      this.testPath,
      () => void this.look(),
      () => void this.look(true),
    );
  }

  /** Looks what was written since, and shows it; one look at a time. */
  private look(always = false): Promise<void> {
    this.looking = (this.looking ?? Promise.resolve())
      .then(() => this.lookNow(always))
      .catch((error: unknown) => {
        this.context.log.warn('Results could not be brought up to date.', error);
      });
    return this.looking;
  }

  private async lookNow(always: boolean): Promise<void> {
    if (this.disposed || !this.panel.visible) return;
    const changed = await this.context.worker.methods.refreshResults(await this.opened());
    if (changed) this.examples.forget();
    if (!changed && !always && !this.folders.some(isUnderWay)) return;
    const snapshot = await this.ready(this.compared.a, this.compared.b);
    const { a, b } = this.compared;
    // others were chosen meanwhile
    if (a !== snapshot.a || b !== snapshot.b) return this.lookNow(true);
    void this.page.update(snapshot);
    clearTimeout(this.later);
    if (snapshot.live.some(({ going }) => going)) this.later = setTimeout(() => void this.look(true), SEEN_STOPPED_MS);
  }

  get isOpen(): boolean {
    return !this.disposed;
  }

  private get folders(): string[] {
    return this.runs.map(({ folder }) => folder);
  }

  /** The same run before the same others, in whatever order they joined. */
  private shows(runs: readonly FoundRun[]): boolean {
    const folders = [...this.folders, ...this.leftOut.map(({ folder }) => folder)];
    const asked = runs.map(({ folder }) => folder);
    return folders[0] === asked[0] && folders.toSorted().join('\n') === asked.toSorted().join('\n');
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
    const at = this.folders.indexOf(folder);
    if (at < 0 || !this.results) return;
    this.examples.forget();
    const person = await this.context.worker.methods.resultRated(await this.results, at, exampleId, rating);
    void this.page.rated.asEvent(at, person);
  }

  async trend(): Promise<TrendPoint[]> {
    const sum = this.runs[0]?.info.test.sha256;
    // files say neither when they were made nor of which bytes
    if (sum === '') return [];
    const same = (await findRuns()).filter(({ test, info }) => test === this.testPath && info.test.sha256 === sum);
    const folders = same.slice(0, MOST_IN_TREND).map(({ folder }) => folder);
    const results = await this.opened();
    return this.context.worker.run((tasks, task) => tasks.trend(task, results, folders));
  }

  async thumbnail(exampleId: number): Promise<Uint8Array | undefined> {
    const text = this.testPath === '' ? undefined : await this.lines.textOf(exampleId);
    return text === undefined ? undefined : this.pictures.thumbnail(readExample(text));
  }

  async openExample(exampleId: number): Promise<void> {
    await this.telling(this.opened().then((results) => this.examples.show(exampleId, this.runs, results)));
  }

  async exportReport(): Promise<void> {
    const { exportResults } = await import('./exportResults.ts');
    const test = this.testPath === '' ? undefined : this.testPath;
    const beside = this.folders[0] ?? '';
    await exportResults(this.context, await this.opened(), { ...this.compared, test, beside });
  }

  async saveChart(name: string, format: 'svg' | 'png', bytes: Uint8Array): Promise<void> {
    const { saveChart } = await import('./saveChart.ts');
    await saveChart(name, format, bytes, this.folders[0] ?? '');
  }

  dispose(): void {
    this.disposed = true;
    OPEN.delete(this);
    clearTimeout(this.later);
    this.following?.dispose();
    this.page.$close();
    this.closeResults();
    this.rating.dispose();
    this.lines.dispose();
  }

  private get testPath(): string {
    return this.runs[0]?.test ?? '';
  }

  private closeResults(): void {
    void this.results?.then((results) => this.context.worker.methods.closeResults(results)).catch(() => undefined);
    this.results = undefined;
    this.examples.forget();
  }

  private opened(): Promise<number> {
    this.results ??= this.open();
    return this.results;
  }

  private async open(): Promise<number> {
    const { folders, recipe, test } = await resultsRequest(this.runs);
    const open = this.context.worker.run((tasks, task) => tasks.openResults(task, folders, recipe, test));
    const { results, unreadable } = await open;
    const why = new Map(unreadable);
    const left = this.runs.filter(({ folder }) => why.has(folder));
    this.leftOut = left.map(({ info, folder }) => ({
      folder,
      sentence: l10n.t('{0} is left out: {1}', info.name, why.get(folder) ?? ''),
    }));
    this.runs = this.runs.filter(({ folder }) => !why.has(folder));
    return results;
  }
}

const OPEN = new Set<ResultsPanel>();
