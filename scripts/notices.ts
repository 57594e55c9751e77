import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { ROOT } from '../test/support/paths.ts';

interface Package {
  name: string;
  version: string;
  license?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

const LICENCE_FILE = /^(licen[cs]e|notices?|copying|copyright)/i;
/** Packages that leave their text out, and whose notices hold it. */
const QUOTED_BY: Readonly<Record<string, string>> = {
  '@microsoft/fast-element': '@vscode/webview-ui-toolkit/NOTICES',
  '@microsoft/fast-foundation': '@vscode/webview-ui-toolkit/NOTICES',
  '@microsoft/fast-web-utilities': '@vscode/webview-ui-toolkit/NOTICES',
};
/** libvips comes as a binary with a list of its parts and without the text of its licence, which builds on the GPL's. */
const LGPL_TEXTS = ['LGPL-3.0.txt', 'GPL-3.0.txt'].map((name) => join(ROOT, 'scripts/licences', name));

/** Folders of the packages of which something went into the bundles. */
export function bundledPackages(metafiles: readonly Metafile[]): string[] {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) => Object.entries(output.inputs)),
  );
  const folders = inputs.map(([path, { bytesInOutput }]) =>
    bytesInOutput > 0 ? /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] : undefined,
  );
  return [...new Set(folders.filter((folder) => folder !== undefined))];
}

/** Folders of a package that ships as it is, and of what it depends on and is installed here. */
export function shippedPackages(name: string): string[] {
  const folder = join(ROOT, 'node_modules', name);
  if (!existsSync(folder)) return [];
  const { dependencies, optionalDependencies } = manifestOf(folder);
  const names = Object.keys({ ...dependencies, ...optionalDependencies });
  return [...new Set([folder, ...names.flatMap(shippedPackages)])];
}

/** Name, version and licence text of each package, a text that several share once. Throws for a package without one. */
export function noticesOf(folders: readonly string[]): string {
  const packages = folders.map((folder) => {
    const manifest = manifestOf(folder);
    return {
      title: `${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})`,
      text: textOf(folder, manifest),
    };
  });
  packages.sort((a, b) => (a.title < b.title ? -1 : 1));
  const rule = '='.repeat(80);
  const notices = [...Map.groupBy(packages, ({ text }) => text)].map(([text, sharing]) => {
    const titles = new Set(sharing.map(({ title }) => title));
    return `${rule}\n${[...titles].join('\n')}\n${rule}\n\n${text}\n`;
  });
  return ['This extension contains the following third-party packages.\n', ...notices].join('\n');
}

function textOf(folder: string, { name, license = '' }: Package): string {
  const copyleft = license.includes('LGPL-3.0');
  const own = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && (LICENCE_FILE.test(entry.name) || (copyleft && entry.name === 'README.md')))
    .map(({ name: file }) => join(folder, file));
  const texts = [...own, ...(copyleft ? LGPL_TEXTS : [])].map((file) => readFileSync(file, 'utf8'));
  const quoting = QUOTED_BY[name];
  if (quoting !== undefined) {
    const notices = readFileSync(join(ROOT, 'node_modules', quoting), 'utf8').split(/^---$/m);
    texts.push(...notices.filter((notice) => notice.trimStart().startsWith(`${name} `)));
  }
  if (texts.length === 0)
    throw new Error(`${name} has no licence text: find where it is published and name it in scripts/notices.ts.`);
  return texts
    .map((text) =>
      text
        .replace(/^\uFEFF/, '')
        .replaceAll('\r\n', '\n')
        .trim(),
    )
    .join('\n\n');
}

const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package;
