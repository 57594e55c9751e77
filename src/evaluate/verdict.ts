import { amount } from '../dataset/amounts.ts';
import { DRAWS } from './bootstrap.ts';
import type { PairReport, Report } from './report.ts';

export interface Verdict {
  sentence: string;
  facts: string[];
}

/** `16.9` for 0.169. */
export const percent = (value: number) => (value * 100).toFixed(1);
/** `+16.9`, `-0.3`, `0.0`. */
export function points(value: number): string {
  const text = percent(value);
  return text === '-0.0' || text === '0.0' ? '0.0' : value > 0 ? `+${text}` : text;
}
export const pValue = (p: number) => (p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`);

/**
 * What the report says, first: two runs (from 0; the first two unless said otherwise) under strict match, or the one
 * run's accuracy.
 */
export function verdictOf(report: Report, { a, b } = { a: 0, b: 1 }): Verdict {
  const names = [report.runs[a]?.name, report.runs[b]?.name];
  const pair = report.pairs.find((each) => each.rule === 'strict' && each.a === names[0] && each.b === names[1]);
  if (pair) return { sentence: compared(pair), facts: factsOf(pair, report) };
  const [run] = report.runs;
  if (!run || run.n === 0) return { sentence: 'There are no answers yet.', facts: [] };
  const { value, low, high, correct, n } = run.strict;
  const failed = run.errors > 0 ? [`${amount(run.errors, 'question')} without an answer, counted as wrong`] : [];
  return {
    sentence: `${run.name} is right in ${percent(value)} % (95 % ${percent(low)} to ${percent(high)})`,
    facts: [
      [
        `${correct} of ${amount(n, 'question')}, strict match`,
        `${percent(run.lenient.value)} % lenient`,
        ...failed,
      ].join(' · '),
    ],
  };
}

function compared({ a, b, n, difference, low, high, verdict }: PairReport): string {
  if (n === 0) return `${a} and ${b} share no example`;
  const size = `${points(difference)} points (95 % ${percent(low)} to ${percent(high)})`;
  return verdict === 'not distinguishable'
    ? `${a} and ${b} cannot be told apart by ${amount(n, 'question')}: ${size}`
    : `${a} is ${verdict} than ${b}: ${size}`;
}

function factsOf(pair: PairReport, { runs }: Report): string[] {
  const [first, second] = [pair.a, pair.b].map((name) => runs.find((run) => run.name === name));
  const facts = [
    `${amount(pair.n, 'question')} about ${amount(pair.clusters, 'image')}`,
    `${pair.onlyA} only ${pair.a} right, ${pair.onlyB} only ${pair.b} right`,
    `McNemar ${pValue(pair.mcnemarP)}`,
    `this test could have seen ${percent(pair.minimumDetectableDifference)} points`,
  ];
  const errors = (first?.errors ?? 0) + (second?.errors ?? 0);
  if (errors > 0) facts.push(`${amount(errors, 'question')} without an answer, counted as wrong`);
  const cookbook = first && second ? points(first.strict.value - second.lenient.value) : undefined;
  const how = [
    'Both under strict match.',
    ...(cookbook === undefined
      ? []
      : [`The cookbook's own comparison, ${pair.a} strict against ${pair.b} lenient: ${cookbook}.`]),
    `Bootstrap over images, ${DRAWS.toLocaleString('en')} draws, seed ${pair.seed}.`,
  ];
  return [facts.join(' · '), how.join(' ')];
}
