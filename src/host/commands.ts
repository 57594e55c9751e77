import { commands, window, type Uri, l10n, type Disposable } from 'vscode';
import { activeUri } from './activeUri.ts';
import type { CommandContext } from './commandContext.ts';
import { chooseRuns } from './dataset/chooseRuns.ts';
import { chooseFiles } from './fileAssociations.ts';
import { openAsText } from './dataset/openAsText.ts';
import { Hint, reportFailure } from './report.ts';

type Command = (context: CommandContext, ...args: never[]) => unknown;

/** A command whose code, with the clients and schemas it needs, is loaded when it is first run. */
function later<Name extends string>(load: () => Promise<Readonly<Record<Name, Command>>>, name: Name): Command {
  return async (...args) => (await load())[name](...args);
}

/** Every command of package.json, no more and no less (a test proves it). */
const COMMANDS: Readonly<Record<string, Command>> = {
  'visionFineTuning.openDataset': ({ editors }, uri?: Uri) => editors.show(uri ?? activeUri(), undefined),
  'visionFineTuning.reopenAsText': reopenAsText,
  'visionFineTuning.showExample': later(() => import('./dataset/showInEditor.ts'), 'showInEditor'),
  'visionFineTuning.showImages': later(() => import('./dataset/showInEditor.ts'), 'showInEditor'),
  'visionFineTuning.newTrainingFile': later(() => import('./dataset/newTrainingFile.ts'), 'newTrainingFile'),
  'visionFineTuning.copyExamples': later(() => import('./dataset/copyExamples.ts'), 'copyExamples'),
  'visionFineTuning.chooseFiles': chooseFiles,
  'visionFineTuning.reencodeImages': reencodeImages,
  'visionFineTuning.cropImage': later(() => import('./dataset/showInEditor.ts'), 'cropImage'),
  'visionFineTuning.replaceImage': later(() => import('./dataset/showInEditor.ts'), 'replaceImage'),
  'visionFineTuning.filterExamples': later(() => import('./dataset/filterExamples.ts'), 'filterExamples'),
  'visionFineTuning.lint': lint,
  'visionFineTuning.fixProblems': later(() => import('./problems/fixCommand.ts'), 'fixProblems'),
  'visionFineTuning.lintDeep': later(() => import('./problems/lintDeep.ts'), 'lintDeep'),
  'visionFineTuning.lintAll': later(() => import('./problems/lintAll.ts'), 'lintAll'),
  'visionFineTuning.showProblemList': later(() => import('./dataset/showInEditor.ts'), 'showProblemList'),
  'visionFineTuning.explainMessage': later(() => import('./problems/explainMessage.ts'), 'explainMessage'),
  'visionFineTuning.clearVendorMarks': ({ vendorMarks }) => {
    vendorMarks.clear();
  },
  'visionFineTuning.newRecipe': later(() => import('./recipes/newRecipe.ts'), 'newRecipe'),
  'visionFineTuning.previewRecipe': later(() => import('./recipes/previewRecipe.ts'), 'previewRecipe'),
  'visionFineTuning.build': later(() => import('./recipes/buildCommand.ts'), 'build'),
  'visionFineTuning.rebuild': later(() => import('./recipes/buildCommand.ts'), 'rebuild'),
  'visionFineTuning.showBuildReport': later(() => import('./recipes/recipePages.ts'), 'showBuildReport'),
  'visionFineTuning.compareImageSizes': later(() => import('./recipes/recipePages.ts'), 'compareImageSizes'),
  'visionFineTuning.goToSourceRow': later(() => import('./recipes/sourceRow.ts'), 'goToSourceRow'),
  'visionFineTuning.useAsFewShot': later(() => import('./recipes/sourceRow.ts'), 'useAsFewShot'),
  'visionFineTuning.setApiKey': later(() => import('./accounts/credential.ts'), 'setApiKey'),
  'visionFineTuning.checkConnection': later(() => import('./jobs/tuneCommands.ts'), 'checkAccount'),
  'visionFineTuning.upload': later(() => import('./jobs/tuneCommands.ts'), 'upload'),
  'visionFineTuning.fineTune': later(() => import('./jobs/fineTune.ts'), 'fineTune'),
  'visionFineTuning.openJob': later(() => import('./jobs/treeCommands.ts'), 'openJob'),
  'visionFineTuning.refreshJobs': later(() => import('./jobs/treeCommands.ts'), 'refreshJobs'),
  'visionFineTuning.cancelJob': later(() => import('./jobs/treeCommands.ts'), 'cancelJob'),
  'visionFineTuning.tuneJobAgain': later(() => import('./jobs/treeCommands.ts'), 'tuneJobAgain'),
  'visionFineTuning.copyJobId': later(() => import('./jobs/treeCommands.ts'), 'copyJobId'),
  'visionFineTuning.openJobAtVendor': later(() => import('./jobs/treeCommands.ts'), 'openJobAtVendor'),
  'visionFineTuning.goOnWithJob': later(() => import('./jobs/treeCommands.ts'), 'goOnWithJob'),
  'visionFineTuning.forgetJob': later(() => import('./jobs/treeCommands.ts'), 'forgetJob'),
  'visionFineTuning.evaluateModel': later(() => import('./jobs/treeCommands.ts'), 'evaluateModel'),
  'visionFineTuning.compareWithBase': later(() => import('./jobs/treeCommands.ts'), 'compareWithBase'),
  'visionFineTuning.copyModelName': later(() => import('./jobs/treeCommands.ts'), 'copyModelName'),
  'visionFineTuning.deleteModel': later(() => import('./jobs/treeCommands.ts'), 'deleteModel'),
  'visionFineTuning.export': later(() => import('./jobs/exportCommand.ts'), 'exportFor'),
  'visionFineTuning.evaluate': later(() => import('./evaluate/evaluateCommand.ts'), 'evaluate'),
  'visionFineTuning.pauseEvaluation': later(() => import('./evaluate/pauseEvaluation.ts'), 'pauseEvaluation'),
  'visionFineTuning.judge': later(() => import('./evaluate/judgeCommand.ts'), 'judge'),
  'visionFineTuning.showResults': later(() => import('./results/showResults.ts'), 'showResults'),
  'visionFineTuning.openResultFiles': later(() => import('./results/openResultFiles.ts'), 'openResultFiles'),
  'visionFineTuning.chooseRuns': chooseRuns,
  'visionFineTuning.askModel': later(() => import('./inline/askModel.ts'), 'askModel'),
  'visionFineTuning.askAgain': later(() => import('./inline/askModel.ts'), 'askAgain'),
  'visionFineTuning.showNearest': later(() => import('./inline/inlineCommands.ts'), 'showNearest'),
  'visionFineTuning.editLabel': later(() => import('./inline/inlineCommands.ts'), 'editLabel'),
  'visionFineTuning.addToTraining': later(() => import('./inline/testExample.ts'), 'addToTraining'),
  'visionFineTuning.excludeFromTest': later(() => import('./inline/testExample.ts'), 'excludeFromTest'),
  'visionFineTuning.findInconsistentLabels': later(
    () => import('./problems/inconsistentLabels.ts'),
    'findInconsistentLabels',
  ),
  'visionFineTuning.openRun': later(() => import('./runs/runCommands.ts'), 'openRun'),
  'visionFineTuning.runAgain': later(() => import('./runs/runCommands.ts'), 'runAgain'),
  'visionFineTuning.goOnWithRun': later(() => import('./runs/runCommands.ts'), 'goOnWithRun'),
  'visionFineTuning.renameRun': later(() => import('./runs/runCommands.ts'), 'renameRun'),
  'visionFineTuning.editRunNotes': later(() => import('./runs/runCommands.ts'), 'editRunNotes'),
  'visionFineTuning.revealRun': later(() => import('./runs/runCommands.ts'), 'revealRun'),
  'visionFineTuning.deleteRun': later(() => import('./runs/runCommands.ts'), 'deleteRun'),
  'visionFineTuning.groupRunsBy': later(() => import('./runs/runCommands.ts'), 'groupRunsBy'),
  'visionFineTuning.blockWebImages': ({ webImages }) => webImages.block(),
  'visionFineTuning.showLog': ({ log }) => {
    log.show();
  },
};

export function registerCommands(context: CommandContext): Disposable[] {
  return Object.entries(COMMANDS).map(([id, run]) =>
    commands.registerCommand(id, async (...args: never[]) => {
      try {
        return await run(context, ...args.filter((arg) => !isEditorPlace(arg)));
      } catch (error) {
        await reportFailure(context.log, error);
        return undefined;
      }
    }),
  );
}

/** The menu of an editor says, behind the file, in which group the editor stands: no command asks for that. */
const isEditorPlace = (arg: unknown) => typeof arg === 'object' && arg !== null && 'groupId' in arg;

/** Checks the open file anew and leads to what was found. */
async function lint({ editors }: CommandContext, uri?: Uri): Promise<void> {
  const file = uri ?? activeUri();
  if (!editors.modelOf(file)) await editors.show(file, undefined);
  const model = editors.modelOf(file);
  await model?.lint();
  const found = model?.check.otherData ? undefined : model?.check.report;
  if (!found) {
    void window.showInformationMessage(l10n.t('{0} holds no training examples.', file.path.split('/').at(-1) ?? ''));
    return;
  }
  const { error, warning, info } = found.counts;
  if (error + warning + info > 0) await commands.executeCommand('workbench.actions.view.problems');
  else
    void window.showInformationMessage(
      l10n.t('{0}: no problems in {1} examples.', file.path.split('/').at(-1) ?? '', found.examples),
    );
}

function reopenAsText({ editors }: CommandContext): Promise<void> {
  const { active } = editors;
  if (!active) throw new Hint(l10n.t('Open a training file in the Dataset editor first.'));
  return openAsText(active.model.uri, active.session.selected);
}

function reencodeImages({ editors }: CommandContext): void {
  const { active } = editors;
  if (!active) throw new Hint(l10n.t('Open a training file in the Dataset editor first.'));
  active.session.showReencode();
}
