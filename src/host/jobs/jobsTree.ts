import {
  env,
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  window,
  workspace,
  type TreeDataProvider,
} from 'vscode';
import type { JobPhase } from '../../protocol/jobPage.ts';
import { failureItem } from './failureItem.ts';
import type { Jobs } from './jobs.ts';
import { titleOf, type InterruptedJob, type JobGroup, type KnownJob } from './knownJobs.ts';

export type JobNode =
  | { kind: 'group'; group: JobGroup }
  | { kind: 'job'; known: KnownJob; phase: JobPhase }
  | { kind: 'interrupted'; interrupted: InterruptedJob }
  | { kind: 'failure'; sentence: string };

const SIGNS: Readonly<Record<JobPhase, ThemeIcon>> = {
  waiting: new ThemeIcon('clock'),
  running: new ThemeIcon('sync'),
  paused: new ThemeIcon('debug-pause'),
  succeeded: new ThemeIcon('check', new ThemeColor('testing.iconPassed')),
  failed: new ThemeIcon('error', new ThemeColor('testing.iconFailed')),
  cancelled: new ThemeIcon('circle-slash'),
};

/** The view of all jobs: by account where there are several, newest first. Lists nothing before it is looked at. */
export class JobsTree implements TreeDataProvider<JobNode> {
  private readonly load: () => Promise<Jobs>;
  private readonly changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private jobs: Jobs | undefined;
  private isVisible = () => false;
  private looking: { dispose(): void } | undefined;
  private beginning: Promise<Jobs> | undefined;
  private phaseOf: ((job: { status: string }) => JobPhase) | undefined;

  constructor(load: () => Promise<Jobs>) {
    this.load = load;
  }

  register(): { dispose(): unknown }[] {
    const view = window.createTreeView('visionFineTuning.jobs', { treeDataProvider: this });
    this.isVisible = () => view.visible;
    const seen = view.onDidChangeVisibility(() => {
      this.jobs?.wake();
    });
    return [view, this.changed, seen, { dispose: () => this.looking?.dispose() }];
  }

  async getChildren(node?: JobNode): Promise<JobNode[]> {
    if (node) return node.kind === 'group' ? this.inGroup(node.group) : [];
    if (!workspace.isTrusted) return [];
    const jobs = await this.begin();
    const { groups, interrupted } = jobs;
    const [only] = groups;
    const open = interrupted.map((each): JobNode => ({ kind: 'interrupted', interrupted: each }));
    if (groups.length === 1 && only) return [...open, ...this.inGroup(only)];
    return [...open, ...groups.map((group): JobNode => ({ kind: 'group', group }))];
  }

  getTreeItem(node: JobNode): TreeItem {
    switch (node.kind) {
      case 'group':
        return groupItem(node.group);
      case 'job':
        return jobItem(node.known, node.phase);
      case 'interrupted':
        return interruptedItem(node.interrupted);
      case 'failure':
        return failureItem(node.sentence);
    }
  }

  private begin(): Promise<Jobs> {
    this.beginning ??= this.first();
    return this.beginning;
  }

  private async first(): Promise<Jobs> {
    const [jobs, { phaseOf }] = await Promise.all([this.load(), import('../../tune/job/job.ts')]);
    this.phaseOf = phaseOf;
    // the newest are there at once, the others follow
    await jobs.see();
    void jobs.refresh();
    jobs.onDidChange(() => {
      this.changed.fire(undefined);
    });
    this.jobs = jobs;
    this.looking = jobs.lookedAtBy(this.isVisible);
    return jobs;
  }

  private inGroup({ jobs, failure }: JobGroup): JobNode[] {
    const nodes = jobs.map((known): JobNode => ({ kind: 'job', known, phase: this.phaseOf?.(known.job) ?? 'waiting' }));
    return failure === undefined ? nodes : [{ kind: 'failure', sentence: failure }, ...nodes];
  }
}

function groupItem({ name, jobs }: JobGroup): TreeItem {
  const item = new TreeItem(name, TreeItemCollapsibleState.Expanded);
  item.id = `group ${name}`;
  item.description = String(jobs.length);
  return item;
}

function jobItem(known: KnownJob, phase: JobPhase): TreeItem {
  const { job, key } = known;
  const item = new TreeItem(titleOf(known));
  const created = new Date(job.created_at * 1000);
  item.id = `job ${key.provider} ${key.folder} ${job.id}`;
  item.description = [job.status, created.toLocaleDateString(env.language)].join(' · ');
  item.iconPath = SIGNS[phase];
  item.contextValue = `job-${phase}`;
  item.tooltip = new MarkdownString().appendText(
    [
      titleOf(known),
      job.id,
      l10n.t('{0}, tuned from {1}', job.status, job.model),
      l10n.t('created {0}', created.toLocaleString(env.language)),
    ].join('\n'),
  );
  item.accessibilityInformation = {
    label: `${titleOf(known)}, ${job.status}, ${created.toLocaleString(env.language)}`,
  };
  item.command = {
    command: 'visionFineTuning.openJob',
    title: l10n.t('Open Job'),
    arguments: [{ kind: 'job', known }],
  };
  return item;
}

function interruptedItem(interrupted: InterruptedJob): TreeItem {
  const { note } = interrupted;
  const item = new TreeItem(note.suffix === undefined ? note.model : `${note.model}:${note.suffix}`);
  item.id = `interrupted ${note.name}`;
  item.description = l10n.t('interrupted before the job was created');
  item.iconPath = new ThemeIcon('debug-disconnect', new ThemeColor('list.warningForeground'));
  item.contextValue = 'job-interrupted';
  item.tooltip = l10n.t('Go on: what was sent is not sent again, and a job that was created is found.');
  item.command = {
    command: 'visionFineTuning.goOnWithJob',
    title: l10n.t('Go On'),
    arguments: [{ kind: 'interrupted', interrupted }],
  };
  return item;
}
