import { l10n, Uri } from 'vscode';
import type { CommandContext } from '../commandContext.ts';
import type { ShownRuns } from '../dataset/shownRun.ts';
import { Hint } from '../report.ts';
import { shownRuns, type FoundRun } from '../runs/foundRuns.ts';
import type { TestLines } from './testLines.ts';

/** Examples of results in the dataset editor, with the predictions of the runs under them. */
export class ExamplesInEditor {
  private readonly context: CommandContext;
  private readonly lines: TestLines;
  /** What stands under the examples, until it changes. */
  private answers: Promise<ShownRuns> | undefined;

  constructor(context: CommandContext, lines: TestLines) {
    this.context = context;
    this.lines = lines;
  }

  /** @param results the number that the worker knows the runs by */
  async show(exampleId: number, runs: readonly FoundRun[], results: number): Promise<void> {
    const path = runs[0]?.test ?? '';
    if (path === '') throw new Hint(l10n.t('These results have no test file: there is no example to open.'));
    const { editors } = this.context;
    const test = Uri.file(path);
    await editors.show(test, await this.lines.lineOf(exampleId));
    const model = editors.modelOf(test);
    if (!model) return;
    this.answers ??= this.read(runs, results);
    model.show(await this.answers);
  }

  /** Answers or ratings have changed. */
  forget(): void {
    this.answers = undefined;
  }

  private async read(runs: readonly FoundRun[], results: number): Promise<ShownRuns> {
    return shownRuns(runs, await this.context.worker.methods.resultAnswers(results));
  }
}
