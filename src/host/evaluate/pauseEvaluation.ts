import { commands, l10n, StatusBarAlignment, window, type StatusBarItem } from 'vscode';
import { Pause } from '../../evaluate/gate.ts';

/** Evaluations under way; whether there are any is known to menus. */
const running = new Set<RunningEvaluation>();
const KEY = 'visionFineTuning.evaluating';

/** An item in the status bar, while a model is asked, that pauses and resumes. */
export class RunningEvaluation {
  readonly pause = new Pause();
  private readonly model: string;
  private readonly item: StatusBarItem;

  constructor(model: string) {
    this.model = model;
    this.item = window.createStatusBarItem('visionFineTuning.evaluation', StatusBarAlignment.Left);
    this.item.name = l10n.t('Evaluation');
    this.item.command = 'visionFineTuning.pauseEvaluation';
    this.show();
    this.item.show();
    running.add(this);
    noteRunning();
  }

  toggle(paused: boolean): void {
    this.pause.paused = paused;
    this.show();
  }

  dispose(): void {
    this.item.dispose();
    running.delete(this);
    noteRunning();
  }

  private show(): void {
    const { paused } = this.pause;
    this.item.text = paused ? `$(debug-start) ${this.model}` : `$(debug-pause) ${this.model}`;
    this.item.tooltip = paused
      ? l10n.t('Paused: go on asking {0}', this.model)
      : l10n.t('Pause asking {0}; what is on its way is still answered', this.model);
  }
}

/** Pauses what is asked, or goes on with it. */
export function pauseEvaluation(): void {
  const anyGoes = [...running].some(({ pause }) => !pause.paused);
  for (const evaluation of running) evaluation.toggle(anyGoes);
}

const noteRunning = () => {
  void commands.executeCommand('setContext', KEY, running.size > 0);
};
