import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, posix, relative, sep } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../../support/paths.ts';

const FOUNDATION = ['dataset', 'images', 'providers'];
const STAGES = ['lint', 'build', 'tune', 'evaluate', 'select', 'baseline'];
const PAGE_PACKAGES = ['@observablehq/plot', '@vscode/codicons', 'birpc', 'preact'];

/** Who may import whom: a room, the rooms it may use, and the packages that are its alone (or all it may use). */
const ROOMS: Readonly<Record<string, { rooms: readonly string[]; packages: RegExp }>> = {
  'src/extension.ts': { rooms: ['host'], packages: /^(vscode|node:)/ },
  'src/cli.ts': { rooms: ['cli'], packages: /^node:/ },
  'src/dataset': { rooms: ['images', 'providers'], packages: stagePackages() },
  'src/images': { rooms: ['dataset', 'providers'], packages: stagePackages() },
  'src/providers': { rooms: ['dataset', 'images'], packages: stagePackages() },
  'src/lint': { rooms: FOUNDATION, packages: stagePackages() },
  'src/build': { rooms: [...FOUNDATION, 'lint'], packages: stagePackages() },
  'src/tune': { rooms: [...FOUNDATION, 'lint'], packages: stagePackages() },
  'src/evaluate': { rooms: [...FOUNDATION, 'baseline'], packages: stagePackages() },
  'src/select': { rooms: FOUNDATION, packages: stagePackages() },
  'src/baseline': { rooms: FOUNDATION, packages: stagePackages() },
  'src/cli': { rooms: [...FOUNDATION, ...STAGES], packages: stagePackages() },
  'src/worker': { rooms: [...FOUNDATION, ...STAGES, 'protocol'], packages: stagePackages() },
  'src/protocol': { rooms: ['dataset', 'lint', 'evaluate'], packages: /^birpc$/ },
  'src/host': { rooms: [...FOUNDATION, ...STAGES, 'protocol'], packages: /^(?!preact|@vscode\/)/ },
  'webview/ui': { rooms: ['protocol'], packages: only(...PAGE_PACKAGES, '@vscode/webview-ui-toolkit') },
  'webview/dataset': { rooms: ['protocol', 'ui'], packages: only(...PAGE_PACKAGES, 'markdown-it') },
  'webview/results': { rooms: ['protocol', 'ui'], packages: only(...PAGE_PACKAGES) },
  'webview/job': { rooms: ['protocol', 'ui'], packages: only(...PAGE_PACKAGES) },
};

/** Stages know neither VS Code nor pages. */
function stagePackages(): RegExp {
  return /^(?!vscode$|preact|@vscode\/|@observablehq\/|@tanstack\/)/;
}

function only(...names: string[]): RegExp {
  return new RegExp(`^(${names.join('|')})(/|$)`);
}

interface Import {
  file: string;
  room: string;
  target: string;
  /** the room of a file in the project, undefined for a package */
  targetRoom: string | undefined;
}

/** "src/lint/rule.ts" is in "src/lint", "src/cli.ts" is a room of its own. */
const roomOf = (file: string) => file.split('/').slice(0, 2).join('/');

function importsOf(file: string): Import[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(`${ROOT}/${file}`, 'utf8'), true, true);
  return importedFiles.map(({ fileName }) => {
    const target = fileName.startsWith('.') ? posix.join(dirname(file), fileName) : fileName;
    return { file, room: roomOf(file), target, targetRoom: fileName.startsWith('.') ? roomOf(target) : undefined };
  });
}

function breaksTheRules({ room, target, targetRoom }: Import): boolean {
  const rules = ROOMS[room];
  if (!rules) return true;
  if (targetRoom === undefined) return !rules.packages.test(target);
  if (targetRoom === room || target === 'package.json') return false;
  const [world, name = ''] = targetRoom.split('/');
  const shared = world === 'src' && name === 'protocol';
  return !rules.rooms.includes(name) || (world !== room.split('/')[0] && !shared);
}

describe('the rooms of the house', () => {
  const files = ['src', 'webview'].flatMap((world) =>
    globSync(`${ROOT}/${world}/**/*.{ts,tsx}`).map((file) => relative(ROOT, file).split(sep).join('/')),
  );
  const imports = files.filter((file) => !file.endsWith('.d.ts')).flatMap(importsOf);

  it('import only what they may', () => {
    assert.ok(imports.length > 50, 'the walk found too few imports to prove anything');
    const broken = imports.filter(breaksTheRules).map(({ file, target }) => `${file} imports ${target}`);
    assert.deepEqual(broken, []);
  });

  for (const [file, target] of [
    ['src/lint/runner.ts', 'vscode'],
    ['src/dataset/line.ts', 'src/lint/finding.ts'],
    ['src/lint/runner.ts', 'src/host/commands.ts'],
    ['src/protocol/worker.ts', 'node:fs'],
    ['webview/dataset/app.tsx', 'src/dataset/line.ts'],
    ['webview/dataset/app.tsx', '@vscode/webview-ui-toolkit'],
    ['webview/ui/list.tsx', 'webview/dataset/app.tsx'],
    ['src/host/commands.ts', 'webview/ui/list.tsx'],
    ['src/newRoom/thing.ts', 'node:fs'],
  ] as const)
    it(`would see ${file} import ${target}`, () => {
      const targetRoom = /^(src|webview)\//.test(target) ? roomOf(target) : undefined;
      assert.ok(breaksTheRules({ file, room: roomOf(file), target, targetRoom }));
    });
});
