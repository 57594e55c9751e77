import { EventEmitter, l10n, RelativePattern, window, workspace, type Uri } from 'vscode';
import type { LintContext, LintRequest } from '../../protocol/worker.ts';
import { PREVIEW_SCHEME } from '../recipes/previewScheme.ts';
import { findRecipes } from '../recipes/recipes.ts';
import { readSettings, SECTION } from '../settings.ts';
import type { WorkerClient } from '../workerClient.ts';

/** More findings than this are counted, not kept. */
const MAX_FINDINGS = 100_000;

const NOTHING: LintContext = { against: [] };
/** A few lines of all splits, with answers or without: what is said of a whole file is said of the built ones. */
const PREVIEW: LintContext = {
  against: [],
  purpose: 'test',
  severities: {
    'too-few-examples': 'off',
    'few-shot-contains-row': 'off',
    'test-has-answer': 'off',
    'duplicate-image': 'off',
  },
};
/** What decides how files are checked: the project's config, and recipes, which tell the splits. */
const DECIDING = '**/{vision-ft.config.json,*.recipe.json}';

/** How each file is checked: by the settings, the checked-in config, and the recipe that writes it. */
export class LintRequests {
  private readonly worker: WorkerClient;
  private readonly known = new Map<string, Promise<LintContext>>();
  private readonly changed = new EventEmitter<void>();
  /** Files are to be checked otherwise from now on. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: { dispose(): unknown }[];
  private said = '';

  constructor(worker: WorkerClient) {
    this.worker = worker;
    const again = () => {
      this.known.clear();
      this.changed.fire();
    };
    const folders = (workspace.workspaceFolders ?? []).map((folder) =>
      workspace.createFileSystemWatcher(new RelativePattern(folder, DECIDING)),
    );
    this.subscriptions = [
      this.changed,
      ...folders,
      ...folders.flatMap((watcher) => [
        watcher.onDidChange(again),
        watcher.onDidCreate(again),
        watcher.onDidDelete(again),
      ]),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`${SECTION}.provider`) || event.affectsConfiguration(`${SECTION}.rules`))
          again();
      }),
    ];
  }

  async of(uri: Uri): Promise<LintRequest> {
    const { provider, providerIsChosen, rules } = readSettings(uri);
    const context =
      uri.scheme === 'file' ? await this.contextOf(uri.fsPath) : uri.scheme === PREVIEW_SCHEME ? PREVIEW : NOTHING;
    return {
      provider: providerIsChosen ? provider : (context.provider ?? provider),
      // what the project has agreed on comes before what one of its people likes
      severities: { ...rules, ...context.severities },
      purpose: context.purpose,
      against: context.against,
      maxFindings: MAX_FINDINGS,
    };
  }

  private contextOf(path: string): Promise<LintContext> {
    const known = this.known.get(path);
    if (known) return known;
    const asked = this.ask(path);
    this.known.set(path, asked);
    asked.catch(() => this.known.delete(path));
    return asked;
  }

  private async ask(path: string): Promise<LintContext> {
    const recipes = await findRecipes();
    const context = await this.worker.methods.lintContext(
      path,
      recipes.map(({ fsPath }) => fsPath),
    );
    const { failure = '' } = context;
    // once, not for every file
    if (failure !== '' && failure !== this.said)
      void window.showWarningMessage(l10n.t('{0} Files are checked without it.', failure));
    this.said = failure;
    return context;
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }
}
