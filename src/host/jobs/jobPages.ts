import { l10n, TabInputWebview, ViewColumn, window, type Disposable, type WebviewPanel } from 'vscode';
import type { CommandContext } from '../commandContext.ts';
import { pageHtml } from '../webview.ts';
import { asJobKey, keyText, type JobKey } from './jobKey.ts';
import { titleOf } from './knownJobs.ts';
import type { JobPanel } from './jobPanel.ts';

export const JOB_VIEW_TYPE = 'visionFineTuning.job';

/** The pages of jobs, one for each, which come back after a reload of the window. */
export class JobPages {
  private readonly context: () => CommandContext;
  private readonly open = new Map<string, JobPanel>();

  /** @param context made after the pages, which commands open */
  constructor(context: () => CommandContext) {
    this.context = context;
  }

  register(): Disposable {
    return window.registerWebviewPanelSerializer(JOB_VIEW_TYPE, {
      deserializeWebviewPanel: async (panel, state) => {
        const about: unknown =
          typeof state === 'object' && state !== null && 'about' in state ? state.about : undefined;
        const key = asJobKey(about);
        if (key) await this.fill(panel, key);
        else panel.dispose();
      },
    });
  }

  /** Opens a job's page, or shows the one that is open. */
  async show(key: JobKey): Promise<void> {
    const known = this.open.get(keyText(key));
    if (known) {
      known.show();
      await known.refresh();
      return;
    }
    const job = (await this.context().jobs()).find(key);
    const title = l10n.t('Job: {0}', job ? titleOf(job) : key.id);
    await this.closeRestored(title);
    const panel = window.createWebviewPanel(JOB_VIEW_TYPE, title, ViewColumn.Active, {
      retainContextWhenHidden: true,
    });
    await this.fill(panel, key);
  }

  /** A page that VS Code restores is not read before it is looked at: until then it is known by its title alone. */
  private async closeRestored(title: string): Promise<void> {
    if ([...this.open.values()].some((page) => page.title === title)) return;
    const tabs = window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ label, input }) => label === title && isJobPage(input));
    await window.tabGroups.close(tabs, true);
  }

  private async fill(panel: WebviewPanel, key: JobKey): Promise<void> {
    const context = this.context();
    const { JobPanel } = await import('./jobPanel.ts');
    const jobs = await context.jobs();
    const page = new JobPanel(context, jobs, key, panel);
    this.open.set(keyText(key), page);
    page.onDidClose(() => this.open.delete(keyText(key)));
    panel.webview.html = pageHtml(panel.webview, context.context.extensionUri, 'job', panel.title, key);
  }
}

/** VS Code puts a word of its own before the type. */
const isJobPage = (input: unknown): boolean =>
  input instanceof TabInputWebview && input.viewType.endsWith(JOB_VIEW_TYPE);
