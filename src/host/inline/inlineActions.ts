import { commands } from 'vscode';
import type { InlineHost, NearestView } from '../../protocol/inline.ts';
import type { DatasetModel } from '../dataset/datasetModel.ts';
import type { Services } from '../services.ts';

/** What a page asks about one example and its reference answer; what it takes is loaded when it is first asked for. */
export class InlineActions implements InlineHost {
  private readonly model: DatasetModel;
  private readonly services: Services;

  constructor(model: DatasetModel, services: Services) {
    this.model = model;
    this.services = services;
  }

  async askModel(line: number, again: boolean): Promise<void> {
    await commands.executeCommand(`visionFineTuning.${again ? 'askAgain' : 'askModel'}`, this.model.uri, line);
  }

  async nearest(line: number, choose: boolean): Promise<NearestView | undefined> {
    return (await import('./nearest.ts')).nearest(this.model, this.services, line, choose);
  }

  async showOther(file: string, line: number): Promise<void> {
    await commands.executeCommand('visionFineTuning.showExample', file, line);
  }

  async setLabel(line: number, label: string): Promise<void> {
    await (await import('./labels.ts')).setLabel(this.model, line, label);
  }

  async openLabel(line: number): Promise<void> {
    await (await import('./labels.ts')).openLabel(this.model, line);
  }

  async addToTraining(line: number): Promise<void> {
    await commands.executeCommand('visionFineTuning.addToTraining', this.model.uri, line);
  }

  async excludeFromTest(line: number): Promise<void> {
    await commands.executeCommand('visionFineTuning.excludeFromTest', this.model.uri, line);
  }
}
