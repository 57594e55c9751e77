import { posix } from 'node:path';
import { commands, ConfigurationTarget, l10n, window, workspace, type Disposable, type Uri } from 'vscode';
import { DATASET_VIEW_TYPE } from './dataset/datasetEditor.ts';

/**
 * VS Code's own setting says which editor opens which files, by glob pattern, the longest that fits. This extension
 * contributes its defaults (package.json, `configurationDefaults`) and keeps no setting of its own beside it.
 */
const KEY = 'workbench.editorAssociations';
const ALL = '*.jsonl';
const TEXT = 'default';

type Associations = Readonly<Record<string, string>>;

const associations = (): Associations => workspace.getConfiguration().get<Associations>(KEY, {});
const patternsOf = (all: Associations) =>
  Object.entries(all).flatMap(([pattern, editor]) => (editor === DATASET_VIEW_TYPE ? [pattern] : []));

/** Asks which files open in the Dataset editor by themselves, and writes it where it was set before, or for the user. */
export async function chooseFiles(): Promise<void> {
  const now = patternsOf(associations());
  const every = { label: l10n.t('All .jsonl files'), patterns: [ALL] };
  const none = { label: l10n.t('No files: they open as text'), patterns: [] as string[] };
  const some = { label: l10n.t('Files of certain names or folders…'), patterns: undefined };
  const current = now.length === 0 ? none : now.join() === ALL ? every : some;
  const items = [every, some, none].map((item) => ({
    ...item,
    description: item.label === current.label ? l10n.t('now') : '',
    detail: item.label === some.label ? now.join(', ') : '',
  }));
  const title = l10n.t('Files That Open in the Dataset Editor');
  const placeHolder = l10n.t('"Open in Dataset Editor" opens any other file');
  const picked = await window.showQuickPick(items, { title, placeHolder });
  if (!picked) return;
  const patterns = picked.patterns ?? (await askPatterns(title, now));
  if (patterns) await write(patterns);
}

async function askPatterns(title: string, now: readonly string[]): Promise<string[] | undefined> {
  const split = (text: string) => text.split(/[\s,]+(?![^{]*\})/).filter(Boolean);
  const answer = await window.showInputBox({
    title,
    prompt: l10n.t('Patterns with commas between: *.train.jsonl, **/training/*.jsonl, *.ndjson'),
    value: now.join(', '),
    validateInput: (text) => (split(text).length === 0 ? l10n.t('Enter a pattern such as *.jsonl.') : undefined),
  });
  return answer === undefined ? undefined : split(answer);
}

async function write(patterns: readonly string[]): Promise<void> {
  const configuration = workspace.getConfiguration();
  const { globalValue, workspaceValue } = configuration.inspect<Associations>(KEY) ?? {};
  const others = Object.entries(workspaceValue ?? globalValue ?? {}).filter(
    ([pattern, editor]) => editor !== DATASET_VIEW_TYPE && pattern !== ALL,
  );
  // what is not said falls back to this extension's defaults
  const all: [string, string][] = patterns.includes(ALL) ? [] : [[ALL, TEXT]];
  const ours = patterns.map((pattern): [string, string] => [pattern, DATASET_VIEW_TYPE]);
  const target = workspaceValue ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await configuration.update(KEY, Object.fromEntries([...others, ...all, ...ours]), target);
}

const extensions = () => [
  ...new Set(['.jsonl', ...patternsOf(associations()).flatMap((pattern) => /\.[\w-]+$/.exec(pattern) ?? [])]),
];

/** Whether a file's name ends as those that open in the Dataset editor do. */
export const isDatasetFile = (uri: Uri): boolean => extensions().includes(posix.extname(uri.path));

/** Tells menus the extensions of these files: context key `visionFineTuning.extensions`. */
export function followExtensions(): Disposable {
  const tell = () => {
    void commands.executeCommand('setContext', 'visionFineTuning.extensions', extensions());
  };
  tell();
  return workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(KEY)) tell();
  });
}
