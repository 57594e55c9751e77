import { posix } from 'node:path';
import { commands, l10n, Uri, window, workspace } from 'vscode';
import { outputNames, recipeText } from '../../build/recipe/newRecipe.ts';
import type { CommandContext } from '../commandContext.ts';
import { withProgress } from '../progress.ts';
import { RECIPE_STEPS, recipeFile, type RecipeAnswers } from './recipeSteps.ts';
import { nameOf, pickTable, sourceItems } from './recipeSources.ts';
import { ask, choose, type Step } from '../steps.ts';

const SYSTEM = 'system.md';

/** Before the table is chosen nothing is known. */
type Answers = Partial<RecipeAnswers>;

/** Asks for everything a recipe needs, a table's first rows in sight, writes it and opens it. */
export async function newRecipe(context: CommandContext, uri?: Uri): Promise<void> {
  const state: Answers = {};
  if (uri) Object.assign(state, await startFrom(context, uri));
  // what follows the first step has a table
  const steps = [chooseSource(context), ...(RECIPE_STEPS as readonly Step<Answers>[])];
  const answers = await ask(l10n.t('New Recipe'), state, steps, uri ? 1 : 0);
  if (answers) await write(answers as RecipeAnswers);
}

const chooseSource =
  (context: CommandContext): Step<Answers> =>
  async (state, place) => {
    const items = await sourceItems();
    let chosen: (typeof items)[number] | undefined;
    const active = items.find(({ uri }) => uri && uri.toString() === state.source?.toString());
    const answer = await choose(
      place,
      l10n.t('Where do the rows come from?'),
      items,
      ([item]) => {
        chosen = item;
      },
      { active },
    );
    const source = chosen && (chosen.uri ?? (await pickTable()));
    if (!source) return answer === 'next' ? false : answer;
    Object.assign(state, await startFrom(context, source));
    return answer;
  };

/** What the first rows of a table make likely. */
async function startFrom({ worker }: CommandContext, source: Uri): Promise<RecipeAnswers> {
  const table = await withProgress(l10n.t('Reading {0}', nameOf(source)), (options) =>
    worker.run((tasks, task) => tasks.viewTable(task, source.fsPath), options),
  );
  const entries = await workspace.fs.readDirectory(Uri.joinPath(source, '..'));
  const there = new Set(entries.map(([name]) => name));
  const { image = '', question, answer = '', group } = table.guess;
  return {
    source,
    table,
    there,
    image,
    question: question === undefined ? { text: l10n.t('What does the image show?') } : { column: question },
    answer,
    group,
    sample: { train: 0.8, validation: 0.1, test: 0.1 },
    typed: false,
    types: [],
    name: freeName(posix.basename(source.path).replace(/\.[^.]+$/, ''), there),
  };
}

async function write(answers: RecipeAnswers): Promise<void> {
  const { source, table, there, name, sample, question, answer } = answers;
  const folder = Uri.joinPath(source, '..');
  if (!there.has(SYSTEM)) {
    const prompt = l10n.t('Answer questions about the image in a few words.');
    await workspace.fs.writeFile(Uri.joinPath(folder, SYSTEM), Buffer.from(`${prompt}\n`));
  }
  // two recipes in one folder do not write over each other's files
  const taken = Object.values(outputNames(sample, '')).some((file) => there.has(file));
  const worded = ['column' in question ? question.column : '', answer];
  const text = recipeText({
    ...answers,
    path: posix.basename(source.path),
    explode: table.columns.some((column) => column.kind === 'list' && worded.includes(column.name)),
    system: SYSTEM,
    prefix: taken ? `${name}.` : '',
  });
  const recipe = Uri.joinPath(folder, recipeFile(name));
  await workspace.fs.writeFile(recipe, Buffer.from(text));
  await window.showTextDocument(recipe, { preview: false });
  await commands.executeCommand('visionFineTuning.previewRecipe', recipe);
}

function freeName(name: string, there: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name}-${number}`;
    if (!there.has(recipeFile(free))) return free;
  }
}
