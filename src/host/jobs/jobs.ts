import { join } from 'node:path';
import { EventEmitter, window, workspace, type Disposable, type Uri } from 'vscode';
import { JobCopies } from '../../tune/job/jobCopies.ts';
import { JobNotes, type JobNote } from '../../tune/job/jobNotes.ts';
import { isFinished, listJobs, retrieveJob, type TuningJob } from '../../tune/job/job.ts';
import { explainProviderError } from '../../tune/providerError.ts';
import { openAccount, type Account } from '../accounts/account.ts';
import type { CommandContext } from '../commandContext.ts';
import { dataFolder } from '../dataFolder.ts';
import { recipientKey, usableAccounts, type JobAccount } from './accounts.ts';
import { folderOf, keyText, type JobKey } from './jobKey.ts';
import { UNKNOWN, type InterruptedJob, type JobGroup, type KnownJob } from './knownJobs.ts';
import { jobOfNote } from './notedJob.ts';
import { Pace } from './pace.ts';

/** Jobs listed of an account: as many as anyone scrolls through, and at a later look those that may be new. */
const LISTED = 500;
const LOOKED_AT = 100;

/** What a workspace folder keeps about jobs. */
export interface JobStores {
  notes: JobNotes;
  copies: JobCopies;
}

/** All jobs of the accounts at hand: listed, watched while somebody looks, and told of when they end. */
export class Jobs implements Disposable {
  private readonly context: CommandContext;
  private readonly stores = new Map<string, JobStores>();
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly ended = new EventEmitter<KnownJob>();
  /** A job that was asked for here has ended, and nobody was told yet. */
  readonly onDidEnd = this.ended.event;
  private readonly pace: Pace;
  private readonly subscriptions: { dispose(): unknown }[];
  /** Those who look: views and pages that are visible. */
  private readonly lookers = new Set<() => boolean>();
  private readonly told = new Set<string>();
  /** Readings follow each other: of two at once the one that ends last, with fewer jobs, would count. */
  private turn: Promise<void> = Promise.resolve();
  private refreshing: Promise<void> | undefined;
  groups: readonly JobGroup[] = [];
  interrupted: readonly InterruptedJob[] = [];

  constructor(context: CommandContext) {
    this.context = context;
    this.pace = new Pace(
      () => this.look(),
      () => window.state.focused || [...this.lookers].some((looks) => looks()),
    );
    this.subscriptions = [
      this.changed,
      this.ended,
      this.pace,
      window.onDidChangeWindowState(() => {
        this.wake();
      }),
      context.context.secrets.onDidChange(() => void this.refresh()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('visionFineTuning.baseUrl')) void this.refresh();
      }),
    ];
  }

  /** Counts as somebody who looks as long as `looks` says so. */
  lookedAtBy(looks: () => boolean): { dispose(): void } {
    this.lookers.add(looks);
    this.wake();
    return { dispose: () => void this.lookers.delete(looks) };
  }

  /** Looks again soon, if there is anything to wait for. */
  wake(): void {
    if (this.isUnderWay()) this.pace.wake();
  }

  /** Lists everything anew; a call while that goes on waits for it. */
  refresh(): Promise<void> {
    this.refreshing ??= this.read(LISTED).finally(() => {
      this.refreshing = undefined;
      this.wake();
    });
    return this.refreshing;
  }

  storesOf(folder: Uri): JobStores {
    const path = dataFolder(folder);
    const known = this.stores.get(path);
    if (known) return known;
    const stores = { notes: new JobNotes(join(path, 'asked')), copies: new JobCopies(join(path, 'copies')) };
    this.stores.set(path, stores);
    return stores;
  }

  accountOf({ provider, folder }: Pick<JobKey, 'provider' | 'folder'>): Promise<Account> {
    return openAccount(this.context, provider, folderOf({ folder }));
  }

  find(key: JobKey): KnownJob | undefined {
    const text = keyText(key);
    return this.all.find((known) => keyText(known.key) === text);
  }

  get all(): KnownJob[] {
    return this.groups.flatMap(({ jobs }) => jobs);
  }

  /** A job was created, or has been seen in another state. */
  async see(): Promise<void> {
    await this.read(LOOKED_AT);
    this.wake();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Ends that somebody waits for: of a job seen under way, or of one asked for here that nobody has been told of. */
  private isUnderWay(): boolean {
    return this.all.some(({ job, note }) => !isFinished(job) && (job.status !== UNKNOWN || note?.told !== true));
  }

  /** @returns whether anything has changed, `undefined` when there is nothing more to wait for */
  private async look(): Promise<boolean | undefined> {
    const before = this.stateText();
    await this.read(LOOKED_AT);
    return this.isUnderWay() ? before !== this.stateText() : undefined;
  }

  private stateText(): string {
    return this.all.map(({ job }) => `${job.id} ${job.status}`).join('\n');
  }

  private read(most: number): Promise<void> {
    const read = this.turn.then(() => this.readNow(most));
    this.turn = read.catch(() => undefined);
    return read;
  }

  private async readNow(most: number): Promise<void> {
    const accounts = await usableAccounts(this.context);
    const notes = await this.notes();
    const groups = new Map<string, JobGroup>();
    await Promise.all(
      accounts.map(async (each) => {
        const key = recipientKey(each.account);
        groups.set(key, { name: each.account.recipient, jobs: [] });
        groups.set(key, await this.groupOf(each, notes, most));
      }),
    );
    for (const { folder, note } of notes)
      if (note.job !== undefined && !groups.has(note.recipient))
        groups.set(note.recipient, await this.groupOfNotes(note, folder, notes));
    this.groups = [...groups.values()];
    const asked = notes.filter(({ note }) => note.job === undefined);
    const open = await Promise.all(
      asked.map(async ({ folder, note }) => {
        const interrupted = await this.storesOf(folder).notes.isInterrupted(note);
        return interrupted ? [{ note, folder: folder.toString() }] : [];
      }),
    );
    this.interrupted = open.flat();
    this.changed.fire();
    for (const known of this.all) this.tell(known);
  }

  private tell(known: KnownJob): void {
    const { note, job } = known;
    if (!note || note.told || !isFinished(job) || this.told.has(note.name)) return;
    this.told.add(note.name);
    this.ended.fire(known);
  }

  private async notes(): Promise<{ folder: Uri; note: JobNote }[]> {
    const folders = workspace.workspaceFolders ?? [];
    const of = await Promise.all(
      folders.map(async ({ uri: folder }) => {
        const notes = await this.storesOf(folder).notes.all();
        return notes.map((note) => ({ folder, note }));
      }),
    );
    return of.flat();
  }

  private async groupOf(
    { provider, folder, account }: JobAccount,
    notes: readonly { note: JobNote }[],
    most: number,
  ): Promise<JobGroup> {
    const { client, recipient } = account;
    const own = notes.map(({ note }) => note).filter((note) => note.recipient === recipientKey(account));
    const before = this.groups.find(({ name }) => name === recipient)?.jobs ?? [];
    const noteOf = new Map(own.flatMap((note) => (note.job === undefined ? [] : [[note.job, note] as const])));
    let failure: string | undefined;
    const jobs = new Map<string, TuningJob>();
    try {
      for (const job of await listJobs(client, most)) jobs.set(job.id, job);
      // asked for here, but older than what is listed
      for (const [id, note] of noteOf)
        if (!jobs.has(id) && !note.told) jobs.set(id, await retrieveJob(client, id).catch(() => jobOfNote(note)));
    } catch (error) {
      const explained = explainProviderError(error, recipient);
      failure = explained instanceof Error ? explained.message : String(explained);
      this.context.log.warn(failure);
    }
    for (const { job } of most === LISTED && failure === undefined ? [] : before)
      if (!jobs.has(job.id)) jobs.set(job.id, job);
    for (const [id, note] of noteOf) if (!jobs.has(id)) jobs.set(id, await this.jobAsKept(folder, note));
    return { name: recipient, jobs: this.inOrder([...jobs.values()], noteOf, provider, folder), failure };
  }

  /** What is noted of a vendor that cannot be asked: there is no key, or it is closed. */
  private async groupOfNotes({ recipient, provider }: JobNote, folder: Uri, notes: readonly { note: JobNote }[]) {
    const own = notes.map(({ note }) => note).filter((note) => note.recipient === recipient && note.job !== undefined);
    const noteOf = new Map(own.map((note) => [note.job ?? '', note] as const));
    const jobs = await Promise.all(own.map((note) => this.jobAsKept(folder, note)));
    return { name: recipient, jobs: this.inOrder(jobs, noteOf, provider, folder) };
  }

  /** As its vendor told it last, or as it was asked for. */
  private async jobAsKept(folder: Uri, note: JobNote): Promise<TuningJob> {
    const copy = await this.storesOf(folder).copies.read(note.recipient, note.job ?? '');
    return copy?.job ?? jobOfNote(note);
  }

  private inOrder(
    jobs: readonly TuningJob[],
    noteOf: ReadonlyMap<string, JobNote>,
    provider: JobKey['provider'],
    folder: Uri,
  ): KnownJob[] {
    return jobs
      .toSorted((a, b) => b.created_at - a.created_at)
      .map((job) => ({
        key: { provider: noteOf.get(job.id)?.provider ?? provider, folder: folder.toString(), id: job.id },
        job,
        note: noteOf.get(job.id),
      }));
  }
}
