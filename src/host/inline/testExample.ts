import { basename } from 'node:path';
import { commands, l10n, window, type Uri } from 'vscode';
import { readLine, withoutMark } from '../../dataset/example.ts';
import { insertElement } from '../../dataset/lineEdit.ts';
import { activeExample } from '../dataset/activeExample.ts';
import type { CommandContext } from '../commandContext.ts';
import type { DatasetModel } from '../dataset/datasetModel.ts';
import { labelOf } from './labels.ts';
import { Hint } from '../report.ts';
import { trainingFileOf } from '../recipes/trainingFileOf.ts';
import { insertLines } from '../dataset/writtenLines.ts';

/** Copies an example of a test file behind the last one of the training file, with its reference answer; undoable there. */
export async function addToTraining(context: CommandContext, uri?: Uri, wanted?: number): Promise<void> {
  const { editors } = context;
  const { model, line } = activeExample(editors, uri, wanted);
  const target = await trainingFileOf(context, model.uri);
  if (!target) return;
  const text = await trainingLine(model, line);
  const session = await editors.show(target, undefined);
  const into = editors.modelOf(target);
  if (!session || !into) return;
  await into.document.indexed;
  const at = into.lineCount;
  const name = basename(model.uri.path);
  await insertLines(into, at, [text], l10n.t('Copy example from {0}', name));
  session.reveal(at);
  const exclude = l10n.t('Exclude from Test');
  const both = l10n.t(
    'The example is in {0} and in {1} now: a model that has been trained on it is no longer tested by it.',
    basename(target.path),
    name,
  );
  void window.showWarningMessage(both, exclude).then(async (answer) => {
    if (answer !== exclude) return;
    // lines may have moved meanwhile: the one that was copied is meant
    if ((await trainingLine(model, line).catch(() => undefined)) !== text) return;
    await editors.show(model.uri, line);
    await commands.executeCommand('visionFineTuning.excludeFromTest', model.uri, line);
  });
}

/** The line as it is trained on: with its reference answer, which a test file may keep beside it. */
async function trainingLine(model: DatasetModel, line: number): Promise<string> {
  const whole = await model.document.lineText(line);
  const text = whole === undefined ? '' : withoutMark(whole).trimEnd();
  const example = readLine(text, line);
  if (example.kind !== 'chat') throw new Hint(l10n.t('Line {0} is no example that can be trained on.', line + 1));
  if (example.messages.at(-1)?.role === 'assistant') return text;
  const label = await labelOf(model, line);
  if (!label) throw new Hint(l10n.t('Example {0} has no reference answer to train on.', line + 1));
  return insertElement(text, ['messages'], example.messages.length, { role: 'assistant', content: label.text });
}

/** Takes an example out of a test file, undoable; of a file that a recipe builds it is said how it stays out. */
export async function excludeFromTest({ editors }: CommandContext, uri?: Uri, wanted?: number): Promise<void> {
  const { model, line } = activeExample(editors, uri, wanted);
  const name = basename(model.uri.path);
  if (model.built) {
    const [here, source] = [l10n.t('Exclude Here'), l10n.t('Go to Source Row')];
    const question = l10n.t(
      'A recipe builds {0}: the next build brings the example back, unless its row is taken out of the source.',
      name,
    );
    const answer = await window.showWarningMessage(question, here, source);
    if (answer === source) await commands.executeCommand('visionFineTuning.goToSourceRow');
    if (answer !== here) return;
  }
  await model.edit({ kind: 'removeExamples', lines: [{ from: line, to: line + 1 }] });
  if (model.runs.length > 0)
    void window.showInformationMessage(
      l10n.t('Example {0} is out of {1}. Its runs are results of the file as it was: evaluate again.', line + 1, name),
    );
}
