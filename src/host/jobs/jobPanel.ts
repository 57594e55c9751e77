import { EventEmitter, l10n, type Disposable, type WebviewPanel } from 'vscode';
import { PROFILES } from '../../providers/profiles.ts';
import { baseOf } from '../../providers/clock.ts';
import { connect } from '../../protocol/channel.ts';
import type {
  EventFilter,
  EventKind,
  EventRow,
  JobAction,
  JobFile,
  JobHost,
  JobPage,
  JobSnapshot,
} from '../../protocol/jobPage.ts';
import { asJob, isFinished, type TuningJob } from '../../tune/job/job.ts';
import { readDetails, type JobDetails } from '../../tune/job/jobDetails.ts';
import { shutdownOf } from '../../tune/modelEnds.ts';
import { explained, type Account } from '../accounts/account.ts';
import type { CommandContext } from '../commandContext.ts';
import { reportFailure } from '../report.ts';
import { webviewChannel } from '../webview.ts';
import { recipientKey } from './accounts.ts';
import { evaluateTuned, runAction } from './jobActions.ts';
import { countEvents, rowsOf } from './eventRows.ts';
import { openJobFile } from './jobFiles.ts';
import { folderOf, type JobKey } from './jobKey.ts';
import type { Jobs } from './jobs.ts';
import { titleOf, UNKNOWN } from './knownJobs.ts';
import { snapshotOf } from './jobSnapshot.ts';
import { Pace } from './pace.ts';

/** A job's page: it follows the job while it is visible, and shows what was kept of it where the vendor does not answer. */
export class JobPanel implements JobHost, Disposable {
  readonly key: JobKey;
  private readonly context: CommandContext;
  private readonly jobs: Jobs;
  private readonly panel: WebviewPanel;
  private readonly page;
  private readonly pace: Pace;
  private readonly looking: { dispose(): void };
  private readonly closed = new EventEmitter<void>();
  readonly onDidClose = this.closed.event;
  private disposed = false;
  private details: JobDetails | undefined;
  private failure: string | undefined;
  private shutdown: string | undefined;
  private first: Promise<unknown> | undefined;

  constructor(context: CommandContext, jobs: Jobs, key: JobKey, panel: WebviewPanel) {
    this.context = context;
    this.jobs = jobs;
    this.key = key;
    this.panel = panel;
    this.pace = new Pace(
      () => this.look(),
      () => panel.visible,
    );
    this.looking = jobs.lookedAtBy(() => panel.visible);
    this.page = connect<JobPage, JobHost>(webviewChannel(panel.webview), this);
    panel.onDidChangeViewState(() => {
      if (panel.visible && !this.isOver) this.pace.wake();
    });
    panel.onDidDispose(() => {
      this.dispose();
    });
  }

  async ready(): Promise<JobSnapshot> {
    await (this.first ??= this.look());
    if (!this.isOver) this.pace.wake();
    return this.snapshot();
  }

  events(filter: EventFilter, from: number, to: number): Promise<EventRow[]> {
    return Promise.resolve(rowsOf(this.details?.events ?? [], filter, from, to));
  }

  countEvents(text: string): Promise<Record<EventKind, number>> {
    return Promise.resolve(countEvents(this.details?.events ?? [], text));
  }

  async run(action: JobAction): Promise<void> {
    try {
      await runAction(this.context, this.jobs, this, action);
    } catch (error) {
      await reportFailure(this.context.log, error);
    }
  }

  async evaluate(model: string): Promise<void> {
    await evaluateTuned(this.key, model);
  }

  async openFile(file: JobFile): Promise<void> {
    await openJobFile(this.context, this.jobs, this.key, file);
  }

  /** All that is known now; `undefined` where that is the note alone. */
  get known(): JobDetails | undefined {
    return this.details;
  }

  /** Asks the vendor at once. */
  async refresh(): Promise<void> {
    await this.look();
    if (!this.isOver) this.pace.wake();
  }

  get title(): string {
    return this.panel.title;
  }

  show(): void {
    this.panel.reveal();
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.pace.dispose();
    this.looking.dispose();
    this.page.$close();
    this.closed.fire();
    this.closed.dispose();
  }

  private get isOver(): boolean {
    return this.details !== undefined && isFinished(this.details.job);
  }

  /** @returns whether there was news, `undefined` when nothing more will come */
  private async look(): Promise<boolean | undefined> {
    const before = this.details;
    const copies = this.jobs.storesOf(folderOf(this.key)).copies;
    try {
      const account = await this.jobs.accountOf(this.key);
      this.details = await explained(account, () => readDetails(account.client, this.key.id, this.details));
      this.failure = undefined;
      await this.learnShutdown(account);
      if (this.isOver && before?.job.status !== this.details.job.status)
        await copies.keep(recipientKey(account), this.details);
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
      this.context.log.warn(`${this.key.id}: ${this.failure}`);
      const note = this.jobs.find(this.key)?.note;
      this.details ??= note && (await copies.read(note.recipient, this.key.id));
    }
    if (this.disposed) return undefined;
    const changed = before?.job.status !== this.details?.job.status || before?.events !== this.details?.events;
    if (changed) void this.jobs.see();
    if (this.first) await this.page.update(this.snapshot());
    return this.isOver ? undefined : changed;
  }

  private async learnShutdown({ client }: Account): Promise<void> {
    const model = this.details?.job.model;
    if (this.shutdown !== undefined || model === undefined) return;
    this.shutdown = (await shutdownOf(client, baseOf(model))) ?? '';
  }

  private snapshot(): JobSnapshot {
    const note = this.jobs.find(this.key)?.note;
    const details = this.details ?? { job: this.jobAsNoted(), events: [], checkpoints: [], rows: [] };
    this.panel.title = l10n.t('Job: {0}', titleOf({ job: details.job, note }));
    return snapshotOf({
      ...{ details, note, failure: this.failure },
      profile: PROFILES[this.key.provider],
      shutdown: this.shutdown === '' ? undefined : this.shutdown,
      now: Date.now(),
    });
  }

  /** As long as the vendor has told nothing. */
  private jobAsNoted(): TuningJob {
    const known = this.jobs.find(this.key);
    if (known) return known.job;
    return asJob({ id: this.key.id, status: UNKNOWN });
  }
}
