import { setTimeout } from 'node:timers/promises';
import { EventEmitter, window, workspace, type Memento, type TreeDataProvider, type TreeItem } from 'vscode';
import type { RunSummary } from '../../evaluate/runSummary.ts';
import { findRuns, type FoundRun } from './foundRuns.ts';
import type { Services } from '../services.ts';
import { throttle } from '../throttle.ts';
import { groupRuns, GROUPINGS, type Grouping, type RunGroup } from './runGroups.ts';
import { groupItem, runItem } from './runItem.ts';
import { isUnderWay, onDidChangeUnderWay } from './underWay.ts';

export type RunNode = { kind: 'group'; group: RunGroup } | { kind: 'run'; run: FoundRun };

/** Milliseconds between two looks at what was written. */
const PAUSE_MS = 1000;
/** A first list waits so long for what it says of its runs. */
const SOON_MS = 1500;
const GROUPING_KEY = 'visionFineTuning.runsGroupedBy';

export const readGrouping = (state: Memento): Grouping =>
  GROUPINGS.find((grouping) => grouping === state.get(GROUPING_KEY)) ?? 'test';

/**
 * The view of all runs, newest first. Lists nothing before it is looked at; how right each run is follows, read in the
 * worker.
 */
export class RunsTree implements TreeDataProvider<RunNode> {
  private readonly services: Services;
  private readonly changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private runs: Promise<FoundRun[]> | undefined;
  private summaries: ReadonlyMap<string, RunSummary> = new Map();
  private following: { dispose(): unknown }[] = [];
  private isVisible = () => false;
  /** Something was written while nobody looked. */
  private stale = false;

  constructor(services: Services) {
    this.services = services;
  }

  register(): { dispose(): unknown }[] {
    const view = window.createTreeView('visionFineTuning.runs', { treeDataProvider: this, showCollapseAll: true });
    this.isVisible = () => view.visible;
    const seen = view.onDidChangeVisibility(() => {
      if (this.stale) void this.reload();
    });
    const end = () => {
      for (const each of this.following) each.dispose();
    };
    return [view, this.changed, seen, { dispose: end }];
  }

  async groupBy(grouping: Grouping): Promise<void> {
    await this.services.context.workspaceState.update(GROUPING_KEY, grouping);
    this.changed.fire(undefined);
  }

  async getChildren(node?: RunNode): Promise<RunNode[]> {
    if (node) return node.kind === 'group' ? node.group.runs.map((run): RunNode => ({ kind: 'run', run })) : [];
    if (this.following.length === 0) this.follow();
    if (!this.runs) {
      this.runs = findRuns();
      // mostly they are here at once: a tree that changes while it is first unfolded shows nothing
      const { summarized, inTime } = await this.summarizeSoon();
      if (!inTime)
        void summarized.then(() => {
          this.changed.fire(undefined);
        });
    }
    return groupRuns(await this.runs, this.grouping).map((group): RunNode => ({ kind: 'group', group }));
  }

  getTreeItem(node: RunNode): TreeItem {
    if (node.kind === 'run') return runItem(node.run, this.summaries.get(node.run.folder), isUnderWay(node.run.folder));
    const { group } = node;
    const [newest] = group.runs;
    const summary = newest && this.summaries.get(newest.folder);
    return groupItem(group, this.grouping, this.grouping === 'test' ? summary?.test : undefined);
  }

  private get grouping(): Grouping {
    return readGrouping(this.services.context.workspaceState);
  }

  private follow(): void {
    const again = throttle(() => void this.reload(), PAUSE_MS);
    const summarize = throttle(() => void this.summarize(), PAUSE_MS);
    const folders = workspace.createFileSystemWatcher('**/run.json');
    // of what is in a folder that is deleted nothing is told
    const places = workspace.createFileSystemWatcher('**/runs/*', true, true);
    places.onDidDelete(again);
    // answers, and the test files they are about
    const lines = workspace.createFileSystemWatcher('**/*.jsonl');
    for (const [watcher, look] of [[folders, again] as const, [lines, summarize] as const]) {
      watcher.onDidChange(look);
      watcher.onDidCreate(look);
      watcher.onDidDelete(look);
    }
    this.following = [folders, places, lines, onDidChangeUnderWay(summarize)];
  }

  /** Lists anew. What is listed stays until the new list is there: a menu opened on it is still about something. */
  async reload(): Promise<void> {
    this.stale = !this.isVisible();
    if (this.stale) return;
    const runs = await findRuns();
    this.runs = Promise.resolve(runs);
    await this.summarize();
  }

  private async summarize(): Promise<void> {
    this.stale ||= !this.isVisible();
    if (!this.isVisible()) return;
    const { summarized, inTime } = await this.summarizeSoon();
    this.changed.fire(undefined);
    if (inTime) return;
    await summarized;
    this.changed.fire(undefined);
  }

  /** Waits for the summaries, but not for long. */
  private async summarizeSoon(): Promise<{ summarized: Promise<void>; inTime: boolean }> {
    const summarized = this.readSummaries();
    const inTime = await Promise.race([summarized.then(() => true), setTimeout(SOON_MS, false)]);
    return { summarized, inTime };
  }

  private async readSummaries(): Promise<void> {
    try {
      const folders = ((await this.runs) ?? []).map(({ folder }) => folder);
      const found = await this.services.worker.run((tasks, task) => tasks.runSummaries(task, folders));
      this.summaries = new Map(found);
    } catch (error) {
      this.services.log.warn('The runs could not be summarised.', error);
    }
  }
}
