import { posix } from 'node:path';
import { l10n, ThemeIcon, Uri, window, workspace } from 'vscode';

/** Kinds of tables that a recipe reads, by their extensions. */
const TABLES = ['csv', 'tsv', 'json', 'jsonl', 'parquet'];
const IMAGES = ['jpg', 'jpeg', 'png', 'webp', 'gif', 'tif', 'tiff', 'avif'];
/** Settings of tools, and files that builds and runs write. */
const NO_TABLES =
  '{**/node_modules/**,**/.*/**,**/runs/**,**/*.recipe.json,**/*.build.json,**/*.answers.jsonl,**/{package,package-lock,tsconfig,vision-ft.config}.json}';
const MOST = 500;

interface SourceItem {
  label: string;
  description: string;
  iconPath: ThemeIcon;
  uri: Uri | undefined;
}

/** Tables of the workspace and folders of labelled sub-folders, and a way to any other. */
export async function sourceItems(): Promise<SourceItem[]> {
  const [tables, images] = await Promise.all([
    workspace.findFiles(`**/*.{${TABLES.join(',')}}`, NO_TABLES, MOST),
    workspace.findFiles(`**/*/*.{${IMAGES.join(',')}}`, '{**/node_modules/**,**/.*/**}', MOST),
  ]);
  const item = (uri: Uri, icon: string, description: string): SourceItem => ({
    label: nameOf(uri),
    description,
    iconPath: new ThemeIcon(icon),
    uri,
  });
  return [
    ...tables.map((uri) => item(uri, 'table', '')).toSorted(byKindAndName),
    ...labelled(images)
      .map((uri) => item(uri, 'folder', l10n.t('one sub-folder a label')))
      .toSorted(byKindAndName),
    { label: l10n.t('Another file…'), description: '', iconPath: new ThemeIcon('go-to-file'), uri: undefined },
  ];
}

/** The folders that have images in several sub-folders. */
function labelled(images: readonly Uri[]): Uri[] {
  const labels = new Map(images.map((image) => Uri.joinPath(image, '..')).map((uri) => [uri.toString(), uri]));
  const folders = Map.groupBy(labels.values(), (uri) => Uri.joinPath(uri, '..').toString());
  return [...folders]
    .flatMap(([uri, within]) => (within.length > 1 ? Uri.parse(uri) : []))
    .filter((uri) => workspace.getWorkspaceFolder(uri));
}

/** A table from anywhere; `undefined` where the user has changed their mind. */
export async function pickTable(): Promise<Uri | undefined> {
  const filters = { [l10n.t('Tables')]: TABLES };
  const [uri] = (await window.showOpenDialog({ filters, openLabel: l10n.t('Choose') })) ?? [];
  return uri;
}

/** As it is called in the workspace; a workspace folder itself by its name. */
export function nameOf(uri: Uri): string {
  const folder = workspace.getWorkspaceFolder(uri);
  return folder?.uri.toString() === uri.toString() ? folder.name : workspace.asRelativePath(uri);
}

/** Training files are tables too, but seldom the ones that are meant. */
function byKindAndName(a: SourceItem, b: SourceItem): number {
  const rank = ({ label }: SourceItem) => (posix.extname(label) === '.jsonl' ? 1 : 0);
  return rank(a) - rank(b) || a.label.localeCompare(b.label);
}
