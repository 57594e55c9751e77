import { l10n } from 'vscode';
import type { FindingCounts } from '../../lint/finding.ts';
import { outcomeOf } from '../../evaluate/runAgreement.ts';
import type { Listing } from '../../protocol/listing.ts';
import type { ListRequest, RunOutcomes } from '../../protocol/search.ts';
import type { DatasetModel } from './datasetModel.ts';
import type { FileCheck } from '../problems/fileCheck.ts';
import type { ShownRun } from './shownRun.ts';

/**
 * A listing as the search thread takes it: with what only the host knows, problems and runs.
 * @param tokens of every line, where they are to be sorted by
 */
export function listRequest(
  { check, runs, lineCount }: DatasetModel,
  listing: Listing,
  tokens: Uint32Array | undefined,
): ListRequest {
  const { text, role, images, answer, problems, sort } = listing;
  const keys = sort?.by === 'problems' ? problemWeights(check, lineCount) : tokens;
  const result = resultOf(listing, runs);
  return {
    lineCount,
    filter: {
      ...(text && { text }),
      ...(role !== undefined && { role }),
      ...(images && { images }),
      ...(answer !== undefined && { answer }),
    },
    ...(problems && { only: linesWith(check, problems) }),
    ...((result || answer !== undefined) && { runs: runs.map(outcomesOf) }),
    ...(result && { result }),
    ...(sort && { sort }),
    ...(keys && { keys }),
  };
}

function linesWith(check: FileCheck, { severity, rule }: NonNullable<Listing['problems']>): Uint32Array {
  const lines: number[] = [];
  for (const [line, findings] of check.found)
    if (
      findings.some(
        (finding) =>
          (severity === undefined || finding.severity === severity) && (rule === undefined || finding.rule === rule),
      )
    )
      lines.push(line);
  return Uint32Array.from(lines).sort();
}

/** One error outweighs all warnings of a line, one warning all hints. */
const weightOf = ({ error, warning, info }: FindingCounts) =>
  Math.min(error, 999) * 1e6 + Math.min(warning, 999) * 1e3 + Math.min(info, 999);

function problemWeights(check: FileCheck, lineCount: number): Uint32Array {
  const weights = new Uint32Array(lineCount);
  for (const [line] of check.found) weights[line] = weightOf(check.countsOf(line));
  return weights;
}

function outcomesOf({ predictions }: ShownRun): RunOutcomes {
  return new Map(
    Array.from(predictions, ([id, prediction]) => [
      id,
      {
        ...outcomeOf(prediction),
        answer: prediction.actual_answer,
        ...(prediction.question !== undefined && { question: prediction.question }),
      },
    ]),
  );
}

function resultOf({ result, run }: Listing, runs: readonly ShownRun[]): ListRequest['result'] {
  if (result === undefined) return undefined;
  if (runs.length === 0) throw new Error(l10n.t('No predictions are shown: choose those of a run first.'));
  if (result !== 'right' && result !== 'wrong') return result;
  const of = run === undefined ? 0 : runs.findIndex(({ code, name }) => code === run || name === run);
  if (of < 0) throw new Error(l10n.t('No run shown is called {0}.', run ?? ''));
  return { of, right: result === 'right' };
}
