import { join } from 'node:path';
import { window, type ExtensionContext } from 'vscode';
import { BaselineService } from './host/accounts/baselineService.ts';
import { showNewestRuns } from './host/dataset/chooseRuns.ts';
import type { CommandContext } from './host/commandContext.ts';
import { registerCommands } from './host/commands.ts';
import { DatasetEditorProvider } from './host/dataset/datasetEditor.ts';
import { DatasetDiagnostics } from './host/problems/diagnostics.ts';
import { FileStatus } from './host/problems/fileStatus.ts';
import { followChecks } from './host/problems/followChecks.ts';
import { followExtensions } from './host/fileAssociations.ts';
import { FixActions } from './host/problems/fixActions.ts';
import { ImageHover } from './host/images/imageHover.ts';
import { ImageLenses } from './host/images/imageLenses.ts';
import { JobPages } from './host/jobs/jobPages.ts';
import { JobsTree } from './host/jobs/jobsTree.ts';
import { ModelsTree } from './host/jobs/modelsTree.ts';
import { followTrust, jobsOnce, takeUpJobs } from './host/jobs/watchJobs.ts';
import { LintRequests } from './host/problems/lintRequests.ts';
import { MarkActions } from './host/problems/markActions.ts';
import { RecipeChecks } from './host/recipes/recipeChecks.ts';
import { RecipePreviews } from './host/recipes/recipePreviews.ts';
import { reportFailure } from './host/report.ts';
import { RunsTree } from './host/runs/runsTree.ts';
import type { Services } from './host/services.ts';
import { TextChecks } from './host/problems/textChecks.ts';
import { OwnRatings } from './host/evaluate/ownRatings.ts';
import { VendorMarks } from './host/problems/vendorMarks.ts';
import { createWebImages } from './host/images/webImages.ts';
import { WorkerClient } from './host/workerClient.ts';

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Vision Fine-Tuning', { log: true });
  try {
    const script = join(context.extensionPath, 'dist', 'worker.js');
    const worker = new WorkerClient(script, log);
    const baseline = new BaselineService(script, log);
    const requests = new LintRequests(worker);
    const vendorMarks = new VendorMarks();
    const ownRatings = new OwnRatings(worker);
    const shared = { context, log, worker, baseline, requests, vendorMarks, ownRatings };
    const services: Services = { ...shared, ...createWebImages(context) };
    const editors = new DatasetEditorProvider(services);
    const diagnostics = new DatasetDiagnostics();
    const texts = new TextChecks(services, editors, diagnostics);
    const recipes = new RecipeChecks(services);
    const jobs = jobsOnce(() => commands);
    const pages = new JobPages(() => commands);
    const models = new ModelsTree(services, jobs);
    const runs = new RunsTree(services);
    const commands: CommandContext = {
      ...{ ...services, editors, texts, diagnostics, recipes, jobs, runs },
      showJob: (key) => pages.show(key),
      refreshModels: () => {
        models.refresh();
      },
    };
    editors.onDidOpen((model) => {
      diagnostics.follow(model);
      vendorMarks.follow(model);
      ownRatings.follow(model);
      void showNewestRuns(commands, model.uri);
    });
    context.subscriptions.push(
      log,
      { dispose: () => void worker.dispose() },
      { dispose: () => void baseline.dispose() },
      requests,
      diagnostics,
      texts,
      recipes,
      new RecipePreviews(services, editors).register(),
      followChecks(commands),
      new FileStatus(commands).register(),
      vendorMarks,
      ownRatings,
      editors.register(),
      ...new ImageLenses().register(),
      new ImageHover(worker).register(),
      new FixActions(services).register(),
      new MarkActions(vendorMarks, editors).register(),
      followExtensions(),
      pages.register(),
      ...new JobsTree(jobs).register(),
      ...models.register(),
      ...runs.register(),
      followTrust(commands),
      ...registerCommands(commands),
    );
    takeUpJobs(commands);
  } catch (error) {
    await reportFailure(log, error);
    throw error;
  }
}
