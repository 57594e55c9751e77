import { dirname, join } from 'node:path';
import { commands, env, l10n, UIKind, Uri, window, workspace } from 'vscode';
import { EXPORT_FORMATS, EXTENSIONS, type ExportFormat } from '../../evaluate/export/exportFormat.ts';
import type { PicturesSize } from '../../protocol/resultsExport.ts';
import type { CommandContext } from '../commandContext.ts';
import { formatBytes, formatCount } from '../format.ts';
import { withProgress } from '../progress.ts';
import { reportFailure } from '../report.ts';
import { ask, choose, type Step } from '../steps.ts';

/** What is exported: runs that the worker holds. */
export interface Exported {
  /** The runs, from 0, that the verdict is about. */
  a: number;
  b: number;
  /** The test file, where it is known. */
  test: string | undefined;
  /** A file or folder beside which the export is offered to be saved. */
  beside: string;
}

interface Answers {
  format: ExportFormat;
  pictures: boolean;
}

const FORMATS: Readonly<Record<ExportFormat, () => { label: string; description: string }>> = {
  md: () => ({ label: 'Markdown', description: l10n.t('the verdict and the tables') }),
  csv: () => ({ label: 'CSV', description: l10n.t('a row for each example, for a spreadsheet') }),
  json: () => ({ label: 'JSON', description: l10n.t('every measure, its definition and every example') }),
  html: () => ({ label: 'HTML', description: l10n.t('one page to share: tables, charts and examples with filters') }),
  inspect: () => ({ label: 'Inspect', description: l10n.t('a log of inspect_ai for each run') }),
  promptfoo: () => ({ label: 'promptfoo', description: l10n.t('a results file for "promptfoo import"') }),
};

/** Lets the user write the results to a file; what goes wrong is said as a message. */
export async function exportResults(context: CommandContext, results: number, exported: Exported): Promise<void> {
  try {
    const steps = [chooseFormat, choosePictures(context, results, exported)];
    const start: Answers = { format: 'md', pictures: false };
    const answers = await ask(l10n.t('Export Results'), start, steps);
    const target = answers && (await chooseTarget(answers.format, exported.beside));
    if (answers && target) await tell(await write(context, results, exported, answers, target));
  } catch (error) {
    await reportFailure(context.log, error);
  }
}

const chooseFormat: Step<Answers> = (state, place) =>
  choose(
    place,
    l10n.t('Which format?'),
    EXPORT_FORMATS.map((format) => ({ ...FORMATS[format](), format })),
    ([chosen]) => {
      if (chosen) state.format = chosen.format;
    },
  );

const choosePictures =
  ({ worker }: CommandContext, results: number, { test }: Exported): Step<Answers> =>
  async (state, place) => {
    state.pictures = false;
    if (state.format !== 'html' || test === undefined) return 'skip';
    const measure = () =>
      withProgress(l10n.t('Measuring Pictures'), ({ signal }) =>
        worker.run((tasks, task) => tasks.picturesSize(task, results, test), { signal }),
      );
    const size = await measure();
    if (size.images === 0) return 'skip';
    const without = { label: l10n.t('Without pictures'), description: '', pictures: false };
    const items = [without, { label: l10n.t('With pictures'), description: sizeText(size), pictures: true }];
    return choose(place, l10n.t('Small pictures of the examples?'), items, ([chosen]) => {
      state.pictures = chosen?.pictures ?? false;
    });
  };

const sizeText = ({ images, bytes }: PicturesSize) =>
  images === 1
    ? l10n.t('1 picture, about {0} more', formatBytes(bytes))
    : l10n.t('{0} pictures, about {1} more', formatCount(images), formatBytes(bytes));

async function chooseTarget(format: ExportFormat, beside: string): Promise<string | undefined> {
  const { label } = FORMATS[format]();
  const extension = EXTENSIONS[format];
  const name = format === 'inspect' || format === 'promptfoo' ? `report-${format}` : 'report';
  const target = await window.showSaveDialog({
    title: l10n.t('Export Results'),
    defaultUri: Uri.file(join(dirname(beside), `${name}.${extension}`)),
    filters: { [label]: [extension] },
  });
  return target?.fsPath;
}

function write(
  { worker }: CommandContext,
  results: number,
  { a, b, test }: Exported,
  { format, pictures }: Answers,
  path: string,
): Promise<string[]> {
  const request = { format, path, a, b, picturesFrom: pictures ? test : undefined };
  return withProgress(l10n.t('Exporting Results'), (options) =>
    worker.run((tasks, task) => tasks.exportResults(task, results, request), options),
  );
}

async function tell(files: readonly string[]): Promise<void> {
  const [first = ''] = files;
  const names = files.map((file) => workspace.asRelativePath(file)).join(', ');
  const open = l10n.t('Open');
  if ((await window.showInformationMessage(l10n.t('Exported to {0}.', names), open)) !== open) return;
  const file = Uri.file(first);
  // a page is for a browser, where there is one on this machine
  if (first.endsWith('.html') && env.uiKind === UIKind.Desktop && env.remoteName === undefined)
    await env.openExternal(file);
  else await commands.executeCommand('vscode.open', file);
}
