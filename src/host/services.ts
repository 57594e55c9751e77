import type { Event, ExtensionContext, LogOutputChannel } from 'vscode';
import type { BaselineService } from './accounts/baselineService.ts';
import type { LintRequests } from './problems/lintRequests.ts';
import type { OwnRatings } from './evaluate/ownRatings.ts';
import type { RemoteImages } from './images/remoteImages.ts';
import type { VendorMarks } from './problems/vendorMarks.ts';
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
