import manifest from '../../../package.json' with { type: 'json' };
import { usdOf } from '../spending.ts';
import { DEFINITIONS } from './definitions.ts';
import { examplesOf, nameOfPath, type EvaluatedAnswer, type EvaluatedRun, type Evaluation } from './evaluation.ts';

/** The whole report with the definitions of its measures, then every example, a line each. One JSON value. */
export function* jsonOf(evaluation: Evaluation): Generator<string> {
  const { report, verdict, runs, created } = evaluation;
  const head = {
    ...report,
    runs: report.runs.map((run, at) => ({ ...run, ...aboutRun(runs[at]) })),
    verdict,
    definitions: DEFINITIONS,
    created,
    tool: { name: manifest.name, version: manifest.version },
  };
  // without its closing bracket
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "examples": [`;
  let separator = '\n';
  for (const { exampleId, question, reference, type, image, answers } of examplesOf(evaluation)) {
    const row = {
      ...{ example_id: exampleId, question, reference, type, image },
      answers: answers.map((answer, at) => (answer ? answerOf(answer, runs[at]) : null)),
    };
    yield `${separator}    ${JSON.stringify(row)}`;
    separator = ',\n';
  }
  yield '\n  ]\n}\n';
}

/** How a run was made; paths and addresses stay at home. */
function aboutRun(run: EvaluatedRun | undefined) {
  if (!run) return {};
  const { provider, arm, parameters, started, finished, toolVersion, test, prices } = run.info;
  const { path, ...file } = test;
  return {
    ...{ role: run.role, judge: run.judge, provider, arm, parameters, started, finished, toolVersion, prices },
    test: { name: nameOfPath(path), ...file },
  };
}

function answerOf({ prediction, type: _, ...scores }: EvaluatedAnswer, run: EvaluatedRun | undefined) {
  const { predicted_answer, latency_ms, usage, finish_reason, error } = prediction;
  const usd = usdOf(usage, run?.info.prices);
  return { predicted_answer, ...scores, latency_ms, usage, usd, finish_reason, error };
}
