import {
  Disposable,
  l10n,
  StatusBarAlignment,
  TabInputCustom,
  TabInputText,
  window,
  type StatusBarItem,
  type Uri,
} from 'vscode';
import type { FileReport } from '../../lint/finding.ts';
import type { CommandContext } from '../commandContext.ts';
import { costTable, fileText } from '../jobs/costTable.ts';
import { DATASET_VIEW_TYPE } from '../dataset/datasetEditor.ts';
import { throttle } from '../throttle.ts';

/** What the training file that has the focus holds and would cost, in the status bar. */
export class FileStatus {
  private readonly context: CommandContext;
  private readonly item: StatusBarItem;
  private shown: FileReport | undefined;

  constructor(context: CommandContext) {
    this.context = context;
    this.item = window.createStatusBarItem('visionFineTuning.file', StatusBarAlignment.Right, 110);
    this.item.name = l10n.t('Training File');
  }

  register(): Disposable {
    const { editors, texts } = this.context;
    const look = throttle(() => {
      this.look();
    }, 100);
    look();
    return Disposable.from(
      this.item,
      window.tabGroups.onDidChangeTabs(look),
      window.tabGroups.onDidChangeTabGroups(look),
      texts.onDidChange(look),
      editors.onDidOpen((model) => {
        model.onDidChange(look);
        model.onDidDispose(look);
      }),
    );
  }

  private look(): void {
    const uri = activeFile();
    const report = uri && this.reportOf(uri);
    if (!uri || !report) {
      this.shown = undefined;
      this.item.hide();
      return;
    }
    if (report === this.shown) return;
    this.shown = report;
    this.item.text = fileText(report);
    this.item.tooltip = costTable(report);
    this.item.command = {
      command: 'visionFineTuning.showProblemList',
      title: l10n.t('Show All Problems'),
      arguments: [uri.toString()],
    };
    this.item.show();
  }

  private reportOf(uri: Uri): FileReport | undefined {
    const { editors, texts } = this.context;
    const check = editors.modelOf(uri)?.check ?? texts.checkOf(uri);
    return check?.otherData ? undefined : check?.report;
  }
}

/** The file of the tab that has the focus, as a training file or as text. */
function activeFile(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof TabInputCustom) return input.viewType === DATASET_VIEW_TYPE ? input.uri : undefined;
  return input instanceof TabInputText ? input.uri : undefined;
}
