import { l10n, ViewColumn, window, type Disposable, type WebviewPanel } from 'vscode';
import type { CommandContext } from '../commands.ts';
import { pageHtml } from '../webview.ts';
import { asJobKey, keyText, type JobKey } from './jobKey.ts';
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
    const panel = window.createWebviewPanel(JOB_VIEW_TYPE, l10n.t('Job: {0}', key.id), ViewColumn.Active, {
      retainContextWhenHidden: true,
    });
    await this.fill(panel, key);
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
