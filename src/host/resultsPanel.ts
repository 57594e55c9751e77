import { l10n, Uri, ViewColumn, window, workspace, type Disposable, type WebviewPanel } from 'vscode';
import { openFile } from '../dataset/byteSource.ts';
import { DatasetDocument } from '../dataset/document.ts';
import { readExample } from '../dataset/example.ts';
import type { Agreement, ExampleRow, RowFilter } from '../evaluate/report.ts';
import { reportAsMarkdown } from '../evaluate/reportText.ts';
import type { Results } from '../evaluate/results.ts';
import { countAgreement, filterRows } from '../evaluate/table.ts';
import { connect } from '../protocol/channel.ts';
import type { ResultsHost, ResultsPage, ResultsSnapshot } from '../protocol/resultsPage.ts';
import type { CommandContext } from './commands.ts';
import { Pictures } from './pictures.ts';
import { recipeOf } from './recipes.ts';
import { loadRuns, type FoundRun } from './runs.ts';
import { pageHtml, webviewChannel } from './webview.ts';

const ALL: RowFilter = { agreement: 'all', type: '', text: '' };

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
  private results: Promise<Results> | undefined;
  private lines: Promise<TestLines> | undefined;

  /** Opens a panel on runs over the same test file; the first is compared with each other one. */
  static open(context: CommandContext, runs: readonly FoundRun[]): void {
    const title = l10n.t('Results: {0}', runs[0]?.test.split(/[\\/]/).at(-1) ?? '');
    const panel = window.createWebviewPanel('visionFineTuning.results', title, ViewColumn.Active, {
      retainContextWhenHidden: true,
    });
    const results = new ResultsPanel(context, runs, panel);
    panel.onDidDispose(() => {
      results.dispose();
    });
    panel.webview.html = pageHtml(panel.webview, context.context.extensionUri, 'results', title);
  }

  private constructor(context: CommandContext, runs: readonly FoundRun[], panel: WebviewPanel) {
    this.context = context;
    this.runs = runs;
    this.pictures = new Pictures(context);
    this.page = connect<ResultsPage, ResultsHost>(webviewChannel(panel.webview), this);
  }

  async ready(): Promise<ResultsSnapshot> {
    const { verdict, report, runs, rows } = await this.scored();
    const judges = new Set(runs.flatMap(({ judge }) => judge ?? []));
    return {
      verdict: verdict.sentence,
      facts: verdict.facts,
      report,
      runs,
      counts: countAgreement(rows, ALL),
      types: [...new Set(rows.map(({ type }) => type))],
      judge: judges.size === 0 ? undefined : [...judges].map(judgeName).join(', '),
    };
  }

  async rows(filter: RowFilter, from: number, to: number): Promise<ExampleRow[]> {
    const { rows } = await this.scored();
    return filterRows(rows, filter).slice(from, to);
  }

  async counts(filter: Pick<RowFilter, 'type' | 'text'>): Promise<Record<Agreement, number>> {
    const { rows } = await this.scored();
    return countAgreement(rows, filter);
  }

  async thumbnail(exampleId: number): Promise<Uint8Array | undefined> {
    const { document, lineOf } = await this.testLines();
    const line = lineOf.get(exampleId);
    const text = line === undefined ? undefined : await document.lineText(line);
    return text === undefined ? undefined : this.pictures.thumbnail(readExample(text));
  }

  /** The example in the dataset editor, with the predictions of these runs under it. */
  async openExample(exampleId: number): Promise<void> {
    const { lineOf } = await this.testLines();
    const { editors } = this.context;
    const test = Uri.file(this.testPath);
    await editors.show(test, lineOf.get(exampleId));
    const model = editors.modelOf(test);
    if (model) model.runs = await loadRuns(this.runs);
  }

  async exportReport(): Promise<void> {
    const { report, runs } = await this.scored();
    const folder = this.runs[0]?.folder ?? '';
    const target = await window.showSaveDialog({
      defaultUri: Uri.joinPath(Uri.file(folder), '..', 'report.md'),
      filters: { Markdown: ['md'] },
    });
    if (!target) return;
    const text = reportAsMarkdown(
      report,
      runs.map(({ judge }) => judge),
    );
    await workspace.fs.writeFile(target, new TextEncoder().encode(`${text}\n`));
    await window.showTextDocument(target);
  }

  dispose(): void {
    this.page.$close();
    void this.lines?.then(({ document }) => document.dispose());
  }

  private get testPath(): string {
    return this.runs[0]?.test ?? '';
  }

  private scored(): Promise<Results> {
    this.results ??= this.score();
    return this.results;
  }

  private async score(): Promise<Results> {
    const recipe = await recipeOf(this.testPath);
    const folders = this.runs.map(({ folder }) => folder);
    return this.context.worker.run((tasks, task) => tasks.results(task, folders, recipe));
  }

  private testLines(): Promise<TestLines> {
    this.lines ??= this.readLines();
    return this.lines;
  }

  private async readLines(): Promise<TestLines> {
    const document = new DatasetDocument(await openFile(this.testPath));
    await document.indexed;
    const lineOf = await this.context.worker.run((tasks, task) => tasks.exampleLines(task, this.testPath));
    return { document, lineOf: new Map(lineOf) };
  }
}

const judgeName = (judge: string) => (judge === 'offline' ? l10n.t('the offline judge (thresholds on ANLS)') : judge);
