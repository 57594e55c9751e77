import { commands, ConfigurationTarget, Uri, workspace } from 'vscode';
import type { FoundProblem, FoundRule, ProblemsHost } from '../../protocol/problems.ts';
import type { DatasetModel } from '../dataset/datasetModel.ts';
import { FoundProblems } from './foundProblems.ts';
import type { Services } from '../services.ts';
import { SECTION } from '../settings.ts';

/** What a page asks about problems of its file. */
export class ProblemActions implements ProblemsHost {
  private readonly model: DatasetModel;
  private readonly extension: Uri;
  private readonly found: FoundProblems;

  constructor(model: DatasetModel, { context, vendorMarks }: Services) {
    this.model = model;
    this.extension = context.extensionUri;
    this.found = new FoundProblems(model, vendorMarks);
  }

  findings(of: Pick<FoundRule, 'rule' | 'severity'>, from: number, to: number): Promise<FoundProblem[]> {
    return Promise.resolve(this.found.page(of, from, to));
  }

  async showRule(rule: string): Promise<void> {
    const page = Uri.joinPath(this.extension, 'docs', 'rules.md');
    await commands.executeCommand('markdown.showPreview', page.with({ fragment: rule }));
  }

  async lintDeep(): Promise<void> {
    await commands.executeCommand('visionFineTuning.lintDeep', this.model.uri);
  }

  async chooseVendor(id: string): Promise<void> {
    const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
    await workspace.getConfiguration(SECTION, this.model.uri).update('provider', id, target);
  }
}
