import type { DatasetEditorProvider } from './dataset/datasetEditor.ts';
import type { DatasetDiagnostics } from './problems/diagnostics.ts';
import type { JobKey } from './jobs/jobKey.ts';
import type { Jobs } from './jobs/jobs.ts';
import type { RecipeChecks } from './recipes/recipeChecks.ts';
import type { Services } from './services.ts';
import type { RunsTree } from './runs/runsTree.ts';
import type { TextChecks } from './problems/textChecks.ts';

/** What commands act on. */
export interface CommandContext extends Services {
  editors: DatasetEditorProvider;
  texts: TextChecks;
  diagnostics: DatasetDiagnostics;
  recipes: RecipeChecks;
  /** Made when it is first asked for, since it brings the clients of the vendors along. */
  jobs: () => Promise<Jobs>;
  /** Opens a job's page. */
  showJob: (key: JobKey) => Promise<void>;
  /** The view of runs. */
  runs: RunsTree;
  /** Lists the tuned models anew. */
  refreshModels: () => void;
}
