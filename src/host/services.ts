import type { Event, ExtensionContext, LogOutputChannel } from 'vscode';
import type { BaselineService } from './baselineService.ts';
import type { LintRequests } from './lintRequests.ts';
import type { OwnRatings } from './ownRatings.ts';
import type { RemoteImages } from './remoteImages.ts';
import type { VendorMarks } from './vendorMarks.ts';
import type { WorkerClient } from './workerClient.ts';

/** What the host's parts share; made once in `activate` and passed on. */
export interface Services {
  context: ExtensionContext;
  log: LogOutputChannel;
  worker: WorkerClient;
  /** How files are checked. */
  requests: LintRequests;
  baseline: BaselineService;
  /** Examples that a vendor named. */
  vendorMarks: VendorMarks;
  /** Of answers, by the user. */
  ownRatings: OwnRatings;
  /** Images behind addresses, as far as the user allows them. */
  webImages: RemoteImages;
  /** What may be loaded from the web has changed. */
  onDidChangeWebImages: Event<void>;
}
