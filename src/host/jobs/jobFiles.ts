import { basename } from 'node:path';
import { stat } from 'node:fs/promises';
import { commands, l10n, Uri } from 'vscode';
import type { JobFile } from '../../protocol/jobPage.ts';
import type { CommandContext } from '../commandContext.ts';
import { Hint } from '../report.ts';
import type { JobKey } from './jobKey.ts';
import type { Jobs } from './jobs.ts';

/** The file that a job was asked for with. Throws a `Hint` where it is not known or not there any more. */
export async function fileOfJob(jobs: Jobs, key: JobKey, file: JobFile): Promise<Uri> {
  const note = jobs.find(key)?.note;
  const path = file === 'training' ? note?.training : note?.validation;
  if (path === undefined)
    throw new Hint(l10n.t('This job was not asked for in this workspace: which file it was sent is not known.'));
  if (!(await stat(path).catch(() => undefined))?.isFile())
    throw new Hint(l10n.t('{0} is not there any more.', basename(path)));
  return Uri.file(path);
}

/** Opens a job's file in the dataset editor, at a line (from 0) where one is given. */
export async function openJobFile(
  { editors }: CommandContext,
  jobs: Jobs,
  key: JobKey,
  file: JobFile,
  line?: number,
): Promise<Uri> {
  const uri = await fileOfJob(jobs, key, file);
  if (line === undefined) await commands.executeCommand('visionFineTuning.openDataset', uri);
  else await editors.show(uri, line);
  return uri;
}
