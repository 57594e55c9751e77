import { l10n } from 'vscode';
import type { ResultsSummary } from '../../evaluate/results.ts';
import type { TestState } from '../../evaluate/runSummary.ts';
import type { RowCounts } from '../../protocol/resultsPage.ts';
import { endsOfModels } from '../../providers/clock.ts';
import { PROFILES } from '../../providers/profiles.ts';
import type { ResultsSnapshot } from '../../protocol/resultsPage.ts';
import type { FoundRun } from '../runs/foundRuns.ts';
import { additionsTo } from './additions.ts';
import { testWarnings } from './testStates.ts';

/** What a snapshot is made of. */
export interface SnapshotParts {
  runs: readonly FoundRun[];
  /** Runs that cannot be read, a sentence each. */
  leftOut: readonly string[];
  /** The runs compared, from 0. */
  a: number;
  b: number;
  summary: ResultsSummary;
  counts: RowCounts;
  /** By run folder. */
  states: readonly [string, TestState][];
  live: ResultsSnapshot['live'];
}

/** All that the results page shows before its examples. */
export function resultsSnapshot({
  runs,
  leftOut,
  a,
  b,
  summary,
  counts,
  states,
  live,
}: SnapshotParts): ResultsSnapshot {
  const test = runs[0]?.test ?? '';
  const names = summary.report.runs.map(({ name }) => name);
  const testOf = new Map(states);
  const tests = runs.map(({ folder }) => testOf.get(folder));
  const judges = new Set(summary.runs.flatMap(judgeName));
  return {
    verdict: summary.verdict.sentence,
    facts: [...summary.verdict.facts, ...ends(runs), ...(test === '' ? [withoutTest()] : [])],
    report: summary.report,
    runs: summary.runs.map(({ folder, role }) => ({ folder, role })),
    ...{ a, b, counts },
    types: summary.types,
    judge: judges.size === 0 ? undefined : [...judges].join(', '),
    warnings: [...leftOut, ...(test === '' ? [] : testWarnings(test, names, tests))],
    live,
    additions: additionsTo(runs, a),
    notes: summary.runs.flatMap(({ info: { notes } }, run) => (notes === undefined ? [] : [{ run, text: notes }])),
  };
}

const withoutTest = () =>
  l10n.t('Without the test file there are no pictures, and examples do not open in the editor.');

/** A saved run cannot be repeated for ever. */
function ends(runs: readonly FoundRun[]): string[] {
  const today = new Date().toISOString().slice(0, 10);
  const found = runs.flatMap(({ info }) => {
    const profile = Object.values(PROFILES).find(({ id }) => id === info.provider);
    return profile ? endsOfModels(profile, [info.model], today) : [];
  });
  return [...new Set(found)];
}

/** Who rated a run; none where nobody did. */
function judgeName({ judge, judgePrompt }: ResultsSummary['runs'][number]): string[] {
  if (judge === 'offline') return [l10n.t('the offline judge (thresholds on ANLS)')];
  if (judge === undefined) return [];
  return [judgePrompt === undefined ? judge : l10n.t('{0} with the prompt {1}', judge, judgePrompt)];
}
