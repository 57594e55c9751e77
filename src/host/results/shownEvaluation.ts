import { l10n, window, type Uri } from 'vscode';
import { MOST_RUNS } from '../../evaluate/mostRuns.ts';
import type { CommandContext } from '../commandContext.ts';
import { reportFailure } from '../report.ts';
import { ResultsPanel } from './resultsPanel.ts';
import { findRuns, readRun } from '../runs/foundRuns.ts';

interface Asked {
  test: Uri;
  models: readonly string[];
  panel?: ResultsPanel | undefined;
}

/** Shows the runs of an evaluation from their first answer on: in a panel that is open, or one of their own. */
export class ShownEvaluation {
  private readonly context: CommandContext;
  private readonly asked: Asked;
  private readonly folders = new Set<string>();
  private panel: ResultsPanel | undefined;
  private showing: Promise<void> = Promise.resolve();

  constructor(context: CommandContext, asked: Asked) {
    this.context = context;
    this.asked = asked;
    this.panel = asked.panel;
  }

  /** There is a run folder now; said once or often. */
  begun(folder: string): void {
    if (this.folders.has(folder)) return;
    this.folders.add(folder);
    this.showing = this.showing
      .then(() => this.show(folder))
      .catch((error: unknown) => reportFailure(this.context.log, error));
  }

  /** Brings the panel up to date; whoever closed it is told. */
  async end(): Promise<void> {
    await this.showing;
    const [first] = this.folders;
    if (first === undefined || this.panel?.isOpen === true) return;
    const show = l10n.t('Show Results');
    const told = l10n.t('{0} has answered.', this.asked.models.join(', '));
    void window.showInformationMessage(told, show).then(async (chosen) => {
      if (chosen === show) this.panel = await this.open(first);
    });
  }

  private async show(folder: string): Promise<void> {
    if (!this.panel) {
      this.panel = await this.open(folder);
      return;
    }
    const run = await readRun(folder);
    // of several models asked for, the first is compared with the next
    if (run) await this.panel.join(run, this.asked.panel === undefined && this.folders.size === 2);
  }

  /** The run first, then others of the file, with room for the models that follow. */
  private async open(folder: string): Promise<ResultsPanel | undefined> {
    const { test, models } = this.asked;
    const run = await readRun(folder);
    if (!run) return undefined;
    const others = (await findRuns()).filter(
      (other) => other.test === test.fsPath && other.folder !== folder && !models.includes(other.info.model),
    );
    return ResultsPanel.open(this.context, [run, ...others].slice(0, MOST_RUNS - models.length + 1));
  }
}
