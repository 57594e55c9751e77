import type { Proportion, Report } from '../report.ts';
import { RATINGS } from '../run.ts';
import { percent } from '../verdict.ts';
import type { EvaluatedRun } from './evaluation.ts';
import { escaped } from './html.ts';

const WIDTH = 640;
const LABELS = 190;
/** Room behind a bar for its number. */
const NUMBER = 120;
const ROW = 22;
const HEADING = 26;
/** A number needs this many units to stand inside its piece of a bar. */
const ROOM = 28;
/** Characters of a name that have room beside a bar. */
const NAME = 26;

/** Class of a run's colour: baselines and control arms, which cannot be better by looking, are grey. */
export const lookOf = ({ role }: Pick<EvaluatedRun, 'role'>, at: number): string =>
  role === 'baseline' || role === 'control' ? 'grey' : `run-${(at % 6) + 1}`;

interface Bar {
  heading?: string;
  label: string;
  look: string;
  value: Proportion;
}

const xOf = (value: number) => (LABELS + value * (WIDTH - LABELS - NUMBER)).toFixed(1);
const short = (name: string) => (name.length > NAME ? `${name.slice(0, NAME - 1)}…` : name);

/** Right answers of each run in percent with their intervals, of all examples and by type. '' without an answer. */
export function accuracyChart({ runs }: Report, evaluated: readonly EvaluatedRun[]): string {
  const looks = evaluated.map(lookOf);
  const types = [...new Set(runs.flatMap((run) => run.types.map(({ type }) => type)))];
  const group = (heading: string, of: (run: Report['runs'][number]) => Proportion | undefined): Bar[] =>
    runs
      .flatMap((run, at) => {
        const value = of(run);
        return value && value.n > 0 ? [{ label: run.name, look: looks[at] ?? 'grey', value }] : [];
      })
      .map((bar, first) => (first === 0 ? { ...bar, heading } : bar));
  const bars = [
    ...group('All examples', ({ strict }) => strict),
    ...types.flatMap((type) => group(type, (run) => run.types.find((each) => each.type === type)?.strict)),
  ];
  if (bars.length === 0) return '';
  const height = bars.reduce((sum, { heading }) => sum + ROW + (heading === undefined ? 0 : HEADING), 0);
  let y = 0;
  const drawn = bars.map((bar) => {
    const head =
      bar.heading === undefined ? '' : `<text class="strong" x="0" y="${y + 17}">${escaped(short(bar.heading))}</text>`;
    if (bar.heading !== undefined) y += HEADING;
    const row = barOf(bar, y);
    y += ROW;
    return head + row;
  });
  const told = bars.map(
    ({ heading, label, value }) => `${heading ? `${heading}: ` : ''}${label} ${percent(value.value)}`,
  );
  const grid = [0, 0.5, 1].map((share) => `<path class="grid" d="M${xOf(share)} ${HEADING - 4}V${height}"/>`).join('');
  const scale = [0, 0.5, 1]
    .map((share) => `<text class="tick" x="${xOf(share)}" y="16">${share * 100}</text>`)
    .join('');
  return figure('Strict accuracy, % with 95 % intervals', grid + scale + drawn.join(''), height, told.join('; '));
}

function barOf({ label, look, value: { value, low, high } }: Bar, y: number): string {
  const [start, end, from, to] = [0, value, low, high].map(xOf);
  const middle = y + ROW / 2;
  return (
    `<text x="12" y="${middle + 4}">${escaped(short(label))}</text>` +
    `<rect class="${look}" x="${start}" y="${y + 4}" width="${(Number(end) - Number(start)).toFixed(1)}" height="${ROW - 8}"/>` +
    `<path class="whisker" d="M${from} ${middle}H${to}M${from} ${middle - 4}v8M${to} ${middle - 4}v8"/>` +
    `<text class="figure" x="${Number(to) + 8}" y="${middle + 4}">${percent(value)}</text>`
  );
}

/** Ratings of the answers of each rated run, as shares of one bar. '' where nobody rated. */
export function ratingsChart({ runs }: Report): string {
  const rated = runs
    .map(({ name, ratings }) => ({ name, counts: RATINGS.map((rating) => ratings[rating] ?? 0) }))
    .map((run) => ({ ...run, all: run.counts.reduce((sum, count) => sum + count, 0) }))
    .filter(({ all }) => all > 0);
  if (rated.length === 0) return '';
  const drawn = rated.map(({ name, counts, all }, row) => {
    let before = 0;
    const pieces = counts.map((count, step) => {
      const [from, to] = [before / all, (before + count) / all].map((share) => LABELS + share * (WIDTH - LABELS));
      before += count;
      if (from === undefined || to === undefined || count === 0) return '';
      const number =
        to - from < ROOM
          ? ''
          : `<text class="on-step-${step + 1}" x="${(from + 8).toFixed(1)}" y="${row * ROW + 15}">${count}</text>`;
      return `<rect class="step-${step + 1}" x="${from.toFixed(1)}" y="${row * ROW + 2}" width="${(to - from).toFixed(1)}" height="${ROW - 4}"/>${number}`;
    });
    return `<text x="12" y="${row * ROW + 15}">${escaped(short(name))}</text>${pieces.join('')}`;
  });
  const key = RATINGS.map((rating, step) => `<span><span class="step-${step + 1}"></span>${rating}</span>`).join('');
  const told = rated.map(
    ({ name, counts }) => `${name}: ${RATINGS.map((each, at) => `${counts[at] ?? 0} ${each}`).join(', ')}`,
  );
  return figure('Ratings', drawn.join(''), rated.length * ROW, told.join('; '), `<p class="key">${key}</p>`);
}

function figure(title: string, drawn: string, height: number, told: string, below = ''): string {
  return `<figure><figcaption><h2>${title}</h2></figcaption><svg role="img" aria-label="${escaped(`${title}. ${told}`)}" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}">${drawn}</svg>${below}</figure>\n`;
}
