import { OFFLINE } from './judge.ts';
import { ownPrompt } from './judgeIdentity.ts';
import type { PairReport, RepeatReport, RunReport } from './report.ts';
import type { ReportTable } from './reportTable.ts';
import { RATINGS } from './run.ts';
import { percent, pValue } from './verdict.ts';

/** Who rated a run, and with which prompt where it is not the built-in one; `undefined` where nobody did. */
export function judgeLabel(info: { judge?: string | undefined; judgePrompt?: string | undefined }): string | undefined {
  if (info.judge === OFFLINE) return 'offline (thresholds on ANLS)';
  const prompt = ownPrompt(info);
  return info.judge !== undefined && prompt !== undefined ? `${info.judge}, prompt ${prompt}` : info.judge;
}

const alphaText = (alpha: number | undefined) => (alpha === undefined ? '' : alpha.toFixed(3));

/** How a judge agrees with itself, one sentence. */
export function selfAgreement({ n, most, same, alpha }: RepeatReport): string {
  const also = alpha === undefined ? '' : `; Krippendorff's alpha ${alphaText(alpha)}`;
  return `Rated up to ${most} times, the median counts: ${same} of ${n} rated the same each time (${percent(same / n)} %)${also}`;
}

type Named = readonly Pick<RunReport, 'name' | 'repeats' | 'person'>[];

/** The judge against itself, against a person, and its comparisons of two runs' answers; tables may be empty. */
export function agreementTables(runs: Named, pairs: readonly PairReport[]): ReportTable[] {
  return [
    {
      title: "The judge against itself, Krippendorff's alpha with squared distances",
      head: ['run', 'rated more than once', 'up to', 'all the same', '%', 'alpha'],
      rows: runs.flatMap(({ name, repeats }) =>
        repeats
          ? [
              [
                ...[name, ...[repeats.n, repeats.most, repeats.same].map(String)],
                ...[percent(repeats.same / repeats.n), alphaText(repeats.alpha)],
              ],
            ]
          : [],
      ),
    },
    {
      title: "The judge against a person, Cohen's kappa with quadratic weights",
      head: ['run', 'rated by the person', 'by both', 'the same', '%', 'kappa'],
      rows: runs.flatMap(({ name, person }) =>
        person
          ? [
              [
                ...[name, ...[person.rated, person.n, person.same].map(String)],
                ...[person.n === 0 ? '' : percent(person.same / person.n), alphaText(person.kappa)],
              ],
            ]
          : [],
      ),
    },
    {
      title: 'Ratings of the person (rows) by those of the judge',
      head: ['run', 'person', ...RATINGS],
      rows: runs.flatMap(({ name, person }) =>
        person && person.n > 0
          ? RATINGS.map((rating, at) => [name, rating, ...(person.counts[at] ?? []).map(String)])
          : [],
      ),
    },
    {
      title: 'Answers compared side by side in both orders, sign test',
      head: ['a', 'b', 'judge', 'n', 'a wins', 'ties', 'a loses', 'p', 'changed by the order', 'first', 'second'],
      rows: pairs.flatMap(({ a, b, rule, pairwise }) =>
        rule === 'strict' && pairwise
          ? pairwise.map(({ judge, n, win, tie, lose, p, changed, first, second }) => [
              ...[a, b, judgeLabel({ judge }) ?? '', ...[n, win, tie, lose].map(String), pValue(p)],
              ...[changed, first, second].map(String),
            ])
          : [],
      ),
    },
  ];
}
