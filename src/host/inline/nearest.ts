import { basename } from 'node:path';
import { l10n } from 'vscode';
import type { NearestView } from '../../protocol/inline.ts';
import type { DatasetModel } from '../dataset/datasetModel.ts';
import { labelOf } from './labels.ts';
import { withProgress } from '../progress.ts';
import type { Services } from '../services.ts';
import { trainingFileOf } from '../recipes/trainingFileOf.ts';

/** Training examples that are shown. */
const COUNT = 5;

/** The training examples nearest to a line (from 0) of a file; `undefined` where the user chose no file or cancelled. */
export async function nearest(
  model: DatasetModel,
  services: Services,
  line: number,
  choose: boolean,
): Promise<NearestView | undefined> {
  const file = await trainingFileOf(services, model.uri, { choose });
  const text = file && (await model.document.lineText(line));
  if (!file || text === undefined) return undefined;
  const reference = (await labelOf(model, line))?.text;
  const name = basename(file.fsPath);
  try {
    const request = { path: file.fsPath, text, reference, count: COUNT };
    const examples = await withProgress(l10n.t('Looking for the nearest examples in {0}', name), (options) =>
      services.worker.run((tasks, task) => tasks.nearestExamples(task, request), options),
    );
    return { file: file.toString(), name, examples };
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return undefined;
    throw error;
  }
}
