import {
  env,
  EventEmitter,
  l10n,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  window,
  workspace,
  type TreeDataProvider,
} from 'vscode';
import type { Checkpoint } from '../../tune/job/checkpoints.ts';
import type { Services } from '../services.ts';
import { failureItem } from './failureItem.ts';
import type { Jobs } from './jobs.ts';
import type { TunedModel } from './tunedModels.ts';

export type ModelNode =
  | { kind: 'model'; model: TunedModel }
  | { kind: 'checkpoint'; model: TunedModel; checkpoint: Checkpoint }
  | { kind: 'failure'; sentence: string };

/** The view of tuned models and the checkpoints on the way to them. Lists nothing before it is looked at. */
export class ModelsTree implements TreeDataProvider<ModelNode> {
  private readonly services: Services;
  private readonly load: () => Promise<Jobs>;
  private readonly changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private following: { dispose(): unknown } | undefined;

  constructor(services: Services, load: () => Promise<Jobs>) {
    this.services = services;
    this.load = load;
  }

  register(): { dispose(): unknown }[] {
    const view = window.createTreeView('visionFineTuning.models', { treeDataProvider: this });
    return [view, this.changed, { dispose: () => void this.following?.dispose() }];
  }

  refresh(): void {
    this.changed.fire(undefined);
  }

  async getChildren(node?: ModelNode): Promise<ModelNode[]> {
    if (!workspace.isTrusted) return [];
    const jobs = await this.load();
    if (node) return node.kind === 'model' ? this.checkpointsOf(jobs, node.model) : [];
    this.follow(jobs);
    if (jobs.groups.length === 0) await jobs.refresh();
    const { readTunedModels } = await import('./tunedModels.ts');
    const { models, failures } = await readTunedModels(this.services, jobs);
    return [
      ...failures.map((sentence): ModelNode => ({ kind: 'failure', sentence })),
      ...models.map((model): ModelNode => ({ kind: 'model', model })),
    ];
  }

  getTreeItem(node: ModelNode): TreeItem {
    switch (node.kind) {
      case 'model':
        return modelItem(node.model);
      case 'checkpoint':
        return checkpointItem(node.checkpoint);
      case 'failure':
        return failureItem(node.sentence);
    }
  }

  /** A job that has ended may have made a model. */
  private follow(jobs: Jobs): void {
    this.following ??= jobs.onDidEnd(() => {
      this.refresh();
    });
  }

  private async checkpointsOf(jobs: Jobs, model: TunedModel): Promise<ModelNode[]> {
    if (!model.job) return [];
    const { job } = model;
    const [{ readCheckpoints }, { explained }] = await Promise.all([
      import('../../tune/job/checkpoints.ts'),
      import('../accounts/account.ts'),
    ]);
    const account = await jobs.accountOf(job);
    const checkpoints = await explained(account, () => readCheckpoints(account.client, job.id)).catch(
      (error: unknown) => {
        this.services.log.warn(error instanceof Error ? error.message : String(error));
        return [];
      },
    );
    return checkpoints.map((checkpoint): ModelNode => ({ kind: 'checkpoint', model, checkpoint }));
  }
}

function modelItem({ name, base, created, ends, recipient, job }: TunedModel): TreeItem {
  const item = new TreeItem(name, job ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None);
  const date = created > 0 ? new Date(created * 1000).toLocaleDateString(env.language) : undefined;
  const until = ends === undefined ? undefined : l10n.t('until {0}', ends);
  item.id = `model ${recipient} ${name}`;
  item.description = [base, date, until].filter(Boolean).join(' · ');
  item.iconPath = new ThemeIcon('mortar-board');
  item.contextValue = job ? 'model-job' : 'model';
  item.tooltip = [
    name,
    l10n.t('tuned from {0} at {1}', base, recipient),
    ...(job ? [l10n.t('by the job {0}', job.id)] : []),
    ...(ends === undefined ? [] : [l10n.t('shut down on {0}', ends)]),
  ].join('\n');
  return item;
}

function checkpointItem({ fine_tuned_model_checkpoint: name, step_number: step, metrics }: Checkpoint): TreeItem {
  const item = new TreeItem(l10n.t('step {0}', step));
  const loss = metrics.full_valid_loss ?? metrics.valid_loss;
  item.id = `checkpoint ${name}`;
  item.description = loss === undefined ? '' : l10n.t('validation loss {0}', loss.toFixed(2));
  item.iconPath = new ThemeIcon('git-commit');
  item.contextValue = 'checkpoint';
  item.tooltip = name;
  return item;
}
