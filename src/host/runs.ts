import { dirname } from 'node:path';
import { Uri, workspace } from 'vscode';
import type { RunInfo } from '../evaluate/run.ts';
import { testPathOf } from '../evaluate/runPaths.ts';
import { isBaseline } from '../evaluate/runRole.ts';
import type { ShownRun } from './shownRun.ts';

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

/** Reads the predictions and ratings of runs, ready to stand under their examples. */
export async function loadRuns(runs: readonly FoundRun[]): Promise<ShownRun[]> {
  // most files have no runs: what reads them is loaded when there is one
  const { openRun } = await import('../evaluate/runFolder.ts');
  const codes = new Set<string>();
  return Promise.all(
    runs.map(async ({ folder, info }) => {
      const { predictions, judgements, ownRatings } = await openRun(folder);
      const ratings = [...judgements].map(([id, { rating }]) => [id, rating] as const);
      return {
        folder,
        code: codeOf(info.name, codes),
        name: info.name,
        model: info.model,
        baseline: isBaseline(info.model),
        predictions,
        ratings: new Map(ratings),
        ownRatings,
      };
    }),
  );
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
