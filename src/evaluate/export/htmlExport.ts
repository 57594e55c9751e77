import { createHash } from 'node:crypto';
import manifest from '../../../package.json' with { type: 'json' };
import type { ReportTable } from '../reportTable.ts';
import { isNumeric, tablesOf } from '../reportText.ts';
import { RATINGS, type Rating } from '../run.ts';
import { DEFINITIONS } from './definitions.ts';
import { examplesOf, judgesOf, nameOfPath, type EvaluatedAnswer, type Evaluation } from './evaluation.ts';
import { escaped, jsonInScript } from './html.ts';
import { accuracyChart, ratingsChart } from './htmlCharts.ts';
import { SCRIPT } from './htmlScript.ts';
import { STYLE } from './htmlStyle.ts';

/** Small pictures by the hash of an example's images, each once. */
export type Thumbnails = AsyncIterable<{ image: string; webp: Uint8Array }>;

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
/** Our own script and style by their hashes, pictures that stand in the file, and nothing from anywhere. */
const POLICY = `default-src 'none'; script-src ${hashOf(SCRIPT)}; style-src ${hashOf(STYLE)}; img-src data:; base-uri 'none'; form-action 'none'`;

/** One page that needs nothing else: the verdict, tables, charts, then every example with filters. */
export async function* htmlOf(evaluation: Evaluation, thumbnails?: Thumbnails): AsyncGenerator<string> {
  const { report, verdict, runs } = evaluation;
  const [first, ...others] = tablesOf(report, judgesOf(evaluation));
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width">
<title>${escaped(verdict.sentence)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<h1 dir="auto">${escaped(verdict.sentence)}</h1>
${verdict.facts.map((fact, at) => `<p${at === 0 ? '' : ' class="quiet"'} dir="auto">${escaped(fact)}</p>\n`).join('')}</header>
`;
  if (first) yield tableOf(first);
  yield `<div class="charts">\n${accuracyChart(report, runs)}${ratingsChart(report)}</div>\n`;
  yield `<div class="tables">\n${others.map(tableOf).join('')}</div>\n`;
  yield* examplesPart(evaluation, thumbnails !== undefined);
  yield definitionsPart(evaluation);
  yield '</main>\n';
  yield* dataOf(evaluation, thumbnails);
  yield `<script>${SCRIPT}</script>\n</body>\n</html>\n`;
}

function tableOf({ title, head, rows }: ReportTable): string {
  const cell = (tag: string, text: string, at: number) =>
    `<${tag}${isNumeric(rows, at) ? ' class="figure"' : ''}${tag === 'th' ? ' scope="col"' : ' dir="auto"'}>${escaped(text)}</${tag}>`;
  const row = (tag: string, cells: readonly string[]) =>
    `<tr>${cells.map((text, at) => cell(tag, text, at)).join('')}</tr>\n`;
  return `<section><h2>${escaped(title)}</h2><div class="wide" tabindex="0" role="region" aria-label="${escaped(title)}"><table><thead>${row('th', head)}</thead><tbody>
${rows.map((cells) => row('td', cells)).join('')}</tbody></table></div></section>
`;
}

/** The filters and the table that the script fills. */
function* examplesPart(evaluation: Evaluation, pictured: boolean): Generator<string> {
  const { runs, a, b, exampleIds } = evaluation;
  const [nameA, nameB] = [runs[a]?.name ?? '', runs[b]?.name ?? ''];
  const option = (value: string | number, text: string) => `<option value="${value}">${escaped(text)}</option>`;
  const select = (id: string, label: string, options: readonly string[]) =>
    `<label>${escaped(label)}<select id="${id}">${options.join('')}</select></label>\n`;
  const judged = runs.some(({ judge }) => judge !== undefined);
  const pair: [string, string][] =
    a === b
      ? [
          ['onlyA', 'Right'],
          ['neither', 'Wrong'],
        ]
      : [
          ['onlyA', `Only ${nameA} right`],
          ['onlyB', `Only ${nameB} right`],
          ['flipped', 'Flipped'],
          ['both', 'Both right'],
          ['neither', 'Both wrong'],
        ];
  const kinds = [['all', 'All'] as const, ...pair, ...(judged ? [['judge', 'Judge disagrees'] as const] : [])];
  const types = typesOf(evaluation);
  yield `<section><h2>Examples</h2>\n<noscript><p>The script of this file lists the examples, and it is off here.</p></noscript>
<div class="bar" role="search" aria-label="Filter examples">
${select(
  'agreement',
  'Strict match',
  kinds.map(([value, text]) => option(value, text)),
)}`;
  if (types.length > 1)
    yield select('type', 'Type of question', [option('', 'All types'), ...types.map((type, at) => option(at, type))]);
  if (runs[a]?.judge !== undefined)
    yield select('rating', `Rating of ${nameA}`, [
      option('', 'All ratings'),
      ...RATINGS.map((rating, at) => option(at, rating)),
    ]);
  yield `<label>Find<input id="find" type="search"></label>
${select('size', 'On a page', [option(100, '100'), option(1000, '1,000'), option('all', `all ${exampleIds.length.toLocaleString('en')}`)])}<button id="previous" type="button">Previous</button>
<button id="next" type="button">Next</button>
</div>
<p id="status" role="status"></p>
<div class="wide" tabindex="0" role="region" aria-label="Examples"><table class="examples"><thead><tr><th scope="col" class="number">id</th>${pictured ? '<th scope="col" class="picture">image</th>' : ''}<th scope="col">question</th><th scope="col">reference</th>${runs
    .map(({ name }) => `<th scope="col" dir="auto">${escaped(name)}</th>`)
    .join('')}</tr></thead><tbody id="rows"></tbody></table></div></section>
`;
}

const typesOf = (evaluation: Evaluation) => [...new Set([...examplesOf(evaluation)].map(({ type }) => type))];

function definitionsPart({ created, runs }: Evaluation): string {
  const terms = Object.entries(DEFINITIONS).map(
    ([name, { version, means }]) => `<dt>${escaped(name)} (version ${version})</dt><dd>${escaped(means)}</dd>`,
  );
  const test = nameOfPath(runs[0]?.info.test.path ?? '');
  return `<details><summary>What the measures mean</summary><dl>${terms.join('\n')}</dl></details>
<footer><p dir="auto">${escaped([test, `exported ${created.slice(0, 10)}`, `${manifest.name} ${manifest.version}`].filter(Boolean).join(' · '))}</p></footer>
`;
}

/** What the script reads: data blocks, which no browser runs. */
async function* dataOf(evaluation: Evaluation, thumbnails: Thumbnails | undefined): AsyncGenerator<string> {
  const { runs, a, b } = evaluation;
  const types = typesOf(evaluation);
  const block = (id: string) => `<script type="application/json" id="${id}">`;
  yield `${block('about')}${jsonInScript({ runs: runs.map(({ name }) => name), a, b, types, ratings: RATINGS })}</script>\n`;
  if (thumbnails) {
    yield `${block('pictures-data')}{`;
    let separator = '\n';
    for await (const { image, webp } of thumbnails) {
      const url = `data:image/webp;base64,${Buffer.from(webp).toString('base64')}`;
      yield `${separator}${jsonInScript(image)}:${jsonInScript(url)}`;
      separator = ',\n';
    }
    yield '}</script>\n';
  }
  yield `${block('examples-data')}[`;
  let separator = '\n';
  for (const { exampleId, question, reference, type, image, answers } of examplesOf(evaluation)) {
    const picture = thumbnails ? (image ?? null) : null;
    const row = [exampleId, question, reference, types.indexOf(type), picture, answers.map(answerData)];
    yield separator + jsonInScript(row);
    separator = ',\n';
  }
  yield ']</script>\n';
}

const rankOf = (rating: Rating | undefined) => (rating === undefined ? -1 : RATINGS.indexOf(rating));

function answerData(answer: EvaluatedAnswer | undefined) {
  if (!answer) return null;
  const { predicted_answer, error } = answer.prediction;
  const told = [predicted_answer, Number(answer.strict), rankOf(answer.rating)];
  return error === undefined ? told : [...told, error];
}
