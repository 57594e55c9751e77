import { typeOf, type QuestionType } from '../../dataset/questionTypes.ts';
import { judgeLabel } from '../agreementText.ts';
import type { Report, RunRole } from '../report.ts';
import type { Rating, RunInfo } from '../run.ts';
import type { ScoredRow } from '../scoreRow.ts';
import type { Verdict } from '../verdict.ts';

/** All that an export can tell of compared runs. Its examples are made one after the other: there may be many. */
export interface Evaluation {
  /** ISO 8601, of the export. */
  created: string;
  verdict: Verdict;
  report: Report;
  /** In the order of the report. */
  runs: readonly EvaluatedRun[];
  /** The two runs, from 0, that the verdict is about; the same one where there is no other. */
  a: number;
  b: number;
  types: readonly QuestionType[];
  /** By number. */
  exampleIds: readonly number[];
}

export interface EvaluatedRun {
  /** As in the report, where it differs from every other. */
  name: string;
  info: RunInfo;
  role: RunRole;
  /** Who rated its answers; `undefined` where nobody did. */
  judge: string | undefined;
  rows: ReadonlyMap<number, ScoredRow>;
  ratings: ReadonlyMap<number, { rating: Rating }>;
}

/** An example with what every run made of it; `undefined` for a run that was not asked. */
export interface EvaluatedExample {
  exampleId: number;
  question: string;
  reference: string;
  type: string;
  /** Hash of its images. */
  image: string | undefined;
  answers: (EvaluatedAnswer | undefined)[];
}

export interface EvaluatedAnswer extends ScoredRow {
  rating: Rating | undefined;
}

/** The examples of any run, by number. */
export function* examplesOf({ runs, types, exampleIds }: Evaluation): Generator<EvaluatedExample> {
  for (const exampleId of exampleIds) {
    const answers = runs.map(({ rows, ratings }) => {
      const row = rows.get(exampleId);
      return row && { ...row, rating: ratings.get(exampleId)?.rating };
    });
    const predictions = answers.flatMap((answer) => answer?.prediction ?? []);
    const question = predictions.find((prediction) => prediction.question !== undefined)?.question ?? '';
    yield {
      exampleId,
      question,
      reference: predictions[0]?.actual_answer ?? '',
      type: typeOf(question, types),
      image: predictions.find(({ image }) => image !== undefined)?.image,
      answers,
    };
  }
}

/** Who rated each run, as its tables say it. */
export const judgesOf = ({ runs }: Evaluation): (string | undefined)[] =>
  runs.map(({ judge, info }) => (judge === undefined ? undefined : judgeLabel(info)));

/** Last part of a path, wherever it was written: what is shared says nothing of somebody's folders. */
export const nameOfPath = (path: string): string => path.split(/[\\/]/).at(-1) ?? '';
