import { dirname } from 'node:path';
import { Uri, workspace } from 'vscode';
import type { AnsweredRuns } from '../../evaluate/answeredRuns.ts';
import type { RunInfo } from '../../evaluate/run.ts';
import { testPathOf } from '../../evaluate/runPaths.ts';
import { isBaseline } from '../../evaluate/runRole.ts';
import type { ShownRuns } from '../dataset/shownRun.ts';

/** A run folder of the workspace, or a result file that stands for one. */
export interface FoundRun {
  folder: string;
  info: RunInfo;
  /** The test file, absolute; `''` where a result file has none. */
  test: string;
}

/** All run folders of the workspace, wherever they were written, the newest first. */
export async function findRuns(): Promise<FoundRun[]> {
  const files = await workspace.findFiles('**/run.json', '**/node_modules/**', 1000);
  const runs = await Promise.all(files.map((file) => readRun(dirname(file.fsPath))));
  return runs.filter((run) => run !== undefined).sort((a, b) => b.info.started.localeCompare(a.info.started));
}

/** The run in a folder; `undefined` where there is none. */
export async function readRun(folder: string): Promise<FoundRun | undefined> {
  try {
    const info = JSON.parse(await readText(Uri.file(folder), 'run.json')) as RunInfo;
    return { folder, info, test: testPathOf({ path: folder, info }) };
  } catch {
    // half a folder, or somebody else's run.json: it is no run of ours
    return undefined;
  }
}

const readText = async (folder: Uri, name: string) =>
  new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(folder, name)));

/** Runs as they stand under the examples of their test file, those that could be read. */
export function shownRuns(found: readonly FoundRun[], { runs, counts }: AnsweredRuns): ShownRuns {
  const codes = new Set<string>();
  const shown = found.flatMap(({ folder, info: { name, model } }) => {
    const answered = runs.get(folder);
    return answered
      ? [{ folder, code: codeOf(name, codes), name, model, baseline: isBaseline(model), ...answered }]
      : [];
  });
  return { runs: shown, counts };
}

/** Two letters that tell a run from its neighbours: `nn` for nearest-neighbour. */
function codeOf(name: string, taken: Set<string>): string {
  const words = name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const initials = words.map((word) => word[0] ?? '').join('');
  const candidates = [
    initials.slice(0, 2),
    words.join('').slice(0, 2),
    ...'123456789'.split('').map((n) => `${initials[0] ?? 'r'}${n}`),
  ];
  const code = candidates.find((candidate) => candidate.length === 2 && !taken.has(candidate)) ?? '··';
  taken.add(code);
  return code;
}
