import type { ExtensionContext, LogOutputChannel } from 'vscode';
import type { BaselineService } from './baselineService.ts';
import type { WorkerClient } from './workerClient.ts';

/** What the host's parts share; made once in `activate` and passed on. */
export interface Services {
  context: ExtensionContext;
  log: LogOutputChannel;
  worker: WorkerClient;
  baseline: BaselineService;
}
