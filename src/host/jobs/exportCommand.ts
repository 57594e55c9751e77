import { readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { commands, l10n, Uri, window, workspace } from 'vscode';
import type { ExportSummary } from '../../protocol/exportTasks.ts';
import { defaultFolder } from '../../tune/export/exportTraining.ts';
import { README_FILE, TRAINER_IDS, type TrainerId } from '../../tune/export/trainer.ts';
import { TRAINERS } from '../../tune/export/trainers.ts';
import type { CommandContext } from '../commandContext.ts';
import { formatCount } from '../format.ts';
import { withProgress } from '../progress.ts';
import { Hint } from '../report.ts';
import { ask, choose, enter, type Step } from '../steps.ts';
import { withTimeLeft } from '../timeLeft.ts';
import { fileFor, trainingFiles } from './trainingFile.ts';

/** Sentences about what changed that a message has room for. */
const MOST_TOLD = 2;

interface Answers {
  training: Uri;
  trainer: TrainerId;
  validation: Uri | undefined;
  /** As the user writes it: from the folder of the workspace, or absolute. */
  folder: string;
}

/** Writes a training file in the form of another trainer, and leads to the instructions beside it. */
export async function exportFor(context: CommandContext, uri?: Uri): Promise<void> {
  const training = await fileFor(context, uri, 'train', l10n.t('Choose the training file'));
  if (!training) return;
  const start: Answers = { training, trainer: 'trl', validation: undefined, folder: '' };
  const answers = await ask(l10n.t('Export for Training Elsewhere'), start, [
    chooseTrainer,
    chooseValidation,
    enterFolder,
  ]);
  if (!answers) return;
  for (const file of [answers.training, answers.validation]) if (file) mustBeSaved(file);
  await tell(context, answers, await write(context, answers));
}

const DESCRIPTIONS: Readonly<Record<TrainerId, () => string>> = {
  together: () => l10n.t('trains on its own GPUs'),
  fireworks: () => l10n.t('trains on its own GPUs'),
  trl: () => l10n.t('trains on your GPUs, with the libraries of Hugging Face'),
  'llama-factory': () => l10n.t('trains on your GPUs, by a configuration alone'),
  'ms-swift': () => l10n.t('trains on your GPUs, by one command'),
};

const chooseTrainer: Step<Answers> = (state, place) =>
  choose(
    place,
    l10n.t('Who trains?'),
    TRAINER_IDS.map((id) => ({ id, label: TRAINERS[id].name, description: DESCRIPTIONS[id]() })),
    ([chosen]) => {
      if (chosen) state.trainer = chosen.id;
    },
  );

const chooseValidation: Step<Answers> = async (state, place) => {
  const files = (await trainingFiles('validation')).filter(({ uri }) => uri.fsPath !== state.training.fsPath);
  const none = { label: l10n.t('No validation file'), description: '', uri: undefined };
  return choose(place, l10n.t('Which file measures it while it trains?'), [...files, none], ([chosen]) => {
    state.validation = chosen?.uri;
  });
};

const enterFolder: Step<Answers> = (state, place) =>
  enter(
    place,
    l10n.t('Folder that is written'),
    relative(baseOf(state.training), freeFolder(state.training, state.trainer)),
    (text) => {
      state.folder = text;
    },
    (text) =>
      text.trim() !== '' && isFree(resolve(baseOf(state.training), text.trim()))
        ? undefined
        : l10n.t('The name of a new or empty folder.'),
    l10n.t('A new or empty folder'),
  );

const baseOf = (file: Uri) => workspace.getWorkspaceFolder(file)?.uri.fsPath ?? dirname(file.fsPath);

/** Beside the training file, with a number behind it where something is there. */
function freeFolder({ fsPath }: Uri, id: TrainerId): string {
  const folder = join(dirname(fsPath), defaultFolder(fsPath, { id }));
  for (let number = 2, tried = folder; ; tried = `${folder}-${number++}`) if (isFree(tried)) return tried;
}

/** At once: the question about it is judged while it is typed. */
function isFree(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

/** The file on the disk is exported, not what an editor holds. */
function mustBeSaved(file: Uri): void {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const unsaved = tabs.some(
    ({ input, isDirty }) => isDirty && (input as { uri?: Uri } | undefined)?.uri?.toString() === file.toString(),
  );
  if (unsaved) throw new Hint(l10n.t('Save {0} first.', workspace.asRelativePath(file)));
}

function write({ worker }: CommandContext, answers: Answers): Promise<ExportSummary> {
  const { training, validation, trainer } = answers;
  const title = l10n.t('Exporting for {0}', TRAINERS[trainer].name);
  const request = { trainer, train: training.fsPath, validation: validation?.fsPath, out: folderOf(answers) };
  return withProgress(title, (options) =>
    worker.run((tasks, task) => tasks.exportTraining(task, request), {
      signal: options.signal,
      onProgress: withTimeLeft(options),
    }),
  );
}

const folderOf = ({ training, folder }: Answers) => resolve(baseOf(training), folder);

async function tell({ log }: CommandContext, answers: Answers, { data, model, notes }: ExportSummary): Promise<void> {
  const { name } = TRAINERS[answers.trainer];
  const folder = Uri.file(folderOf(answers));
  const examples = data.map(({ file, examples: count }) => `${file} ${formatCount(count)}`).join(', ');
  log.info(
    `Exported ${workspace.asRelativePath(answers.training)} for ${name} to ${folder.fsPath}: ${examples}; ${model}.`,
  );
  for (const note of notes) log.warn(note);
  const [open, show] = [l10n.t('Open Instructions'), l10n.t('Show Log')];
  const sentence = l10n.t('Exported for {0} to {1}: {2} examples.', name, workspace.asRelativePath(folder), examples);
  const changed = notes.length <= MOST_TOLD ? notes : [l10n.t('{0} notes are in the instructions.', notes.length)];
  const buttons = notes.length === 0 ? [open] : [open, show];
  const chosen = await window.showInformationMessage([sentence, ...changed].join(' '), ...buttons);
  if (chosen === open) await commands.executeCommand('markdown.showPreview', Uri.joinPath(folder, README_FILE));
  if (chosen === show) log.show();
}
