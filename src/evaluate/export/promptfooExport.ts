import { createHash } from 'node:crypto';
import type { RunReport } from '../report.ts';
import { usdOf } from '../spending.ts';
import { examplesOf, nameOfPath, type EvaluatedAnswer, type EvaluatedExample } from './evaluation.ts';
import type { EvaluatedRun, Evaluation } from './evaluation.ts';

/** The one prompt of an evaluation: promptfoo fills a test's variables in. */
const PROMPT = '{{question}}';
const PROMPT_ID = createHash('sha256').update(PROMPT).digest('hex');
const RULES = ['strict', 'lenient', 'word'] as const;
/** Why a result failed: it did not, an assertion did, or no answer came. */
const [NONE, ASSERT, ERROR] = [0, 1, 2];

/**
 * Runs as promptfoo's results file (version 3), to be imported by `promptfoo import`: a provider for each run, a test
 * for each example, passed under strict match. Images stay in the test file.
 */
export function* promptfooOf(evaluation: Evaluation): Generator<string> {
  const { report, runs, created, verdict } = evaluation;
  const test = nameOfPath(runs[0]?.info.test.path ?? '');
  const providers = runs.map(providerOf);
  const rows = runs.map(({ rows: each }) => [...each.values()]);
  const passed = report.runs.reduce((sum, { strict }) => sum + strict.correct, 0);
  const errors = report.runs.reduce((sum, run) => sum + run.errors, 0);
  const asked = report.runs.reduce((sum, { n }) => sum + n, 0);
  const summary = {
    version: 3,
    timestamp: created,
    prompts: report.runs.map((run, at) => ({
      ...{ raw: PROMPT, label: PROMPT, id: PROMPT_ID, provider: providers[at]?.label ?? run.name },
      metrics: metricsOf(
        run,
        (rows[at] ?? []).reduce((sum, { prediction }) => sum + (prediction.latency_ms ?? 0), 0),
      ),
    })),
    stats: {
      ...{ successes: passed, failures: asked - passed - errors, errors },
      tokenUsage: tokensOf(...totals(report.runs), asked),
    },
  };
  const head = {
    evalId: evalIdOf(evaluation),
    config: {
      description: test === '' ? verdict.sentence : `${test}: ${verdict.sentence}`,
      ...{ prompts: [PROMPT], providers, tests: [] },
    },
    shareableUrl: null,
    metadata: { evaluationCreatedAt: runs[0]?.info.started || created, exportedAt: created },
  };
  yield `${JSON.stringify(head).slice(0, -1)},\n"results": ${JSON.stringify(summary).slice(0, -1)},\n"results": [`;
  let separator = '\n';
  let testIdx = 0;
  for (const example of examplesOf(evaluation)) {
    for (const [promptIdx, answer] of example.answers.entries()) {
      const [run, provider] = [runs[promptIdx], providers[promptIdx]];
      if (!answer || !run || !provider) continue;
      const place = { promptIdx, testIdx, promptId: PROMPT_ID, provider };
      yield `${separator}${JSON.stringify({ ...place, ...resultOf(example, answer, run) })}`;
      separator = ',\n';
    }
    testIdx++;
  }
  yield '\n]}}\n';
}

const providerOf = ({ name, info }: EvaluatedRun) => ({ id: `${info.provider}:${info.model}`, label: name });

/** promptfoo's own form: a time, and what tells evaluations of one second apart. The same runs have the same id. */
function evalIdOf({ runs, created }: Evaluation): string {
  const begun = runs[0]?.info.started || created;
  const told = runs.map(({ name, info }) => [name, info.model, info.started, info.test.sha256]);
  const hash = createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 6);
  return `eval-${hash}-${begun.slice(0, 19)}`;
}

function totals(runs: readonly RunReport[]): [prompt: number, completion: number] {
  return [
    runs.reduce((sum, { tokens }) => sum + (tokens?.prompt ?? 0), 0),
    runs.reduce((sum, { tokens }) => sum + (tokens?.completion ?? 0), 0),
  ];
}

/** All of promptfoo's counts; a run keeps none of cached or reasoning tokens, and no assertion asks a model. */
function tokensOf(prompt: number, completion: number, numRequests: number) {
  const completionDetails = { reasoning: 0, acceptedPrediction: 0, rejectedPrediction: 0 };
  const counts = { prompt, completion, cached: 0, total: prompt + completion, numRequests, completionDetails };
  return {
    ...counts,
    assertions: { total: 0, prompt: 0, completion: 0, cached: 0, numRequests: 0, completionDetails },
  };
}

function metricsOf(run: RunReport, totalLatencyMs: number) {
  const { n, errors, strict } = run;
  const named = { strict: strict.correct, lenient: run.lenient.correct, word: run.word.correct };
  const namedScores = { ...named, anls: run.anls * n, f1: run.f1 * n };
  return {
    score: strict.correct,
    testPassCount: strict.correct,
    testFailCount: n - strict.correct - errors,
    testErrorCount: errors,
    assertPassCount: strict.correct,
    assertFailCount: n - strict.correct,
    totalLatencyMs,
    tokenUsage: tokensOf(...totals([run]), n),
    namedScores,
    namedScoresCount: Object.fromEntries(Object.keys(namedScores).map((name) => [name, n])),
    cost: run.usd ?? 0,
  };
}

function resultOf(example: EvaluatedExample, answer: EvaluatedAnswer, { info }: EvaluatedRun) {
  const { question, reference, exampleId, type, image } = example;
  const { predicted_answer: output, error, latency_ms = 0, usage } = answer.prediction;
  const cost = usdOf(usage, info.prices) ?? 0;
  const namedScores = Object.fromEntries([
    ...RULES.map((rule) => [rule, Number(answer[rule])] as const),
    ...(['anls', 'f1'] as const).map((measure) => [measure, answer[measure]] as const),
  ]);
  const vars = { question, reference, example_id: exampleId };
  const reason = error ?? (answer.strict ? 'Equals the reference' : `Expected "${reference}"`);
  const assertion = { type: 'equals', value: reference };
  const graded = { pass: answer.strict, score: Number(answer.strict), reason };
  const tokenUsage = tokensOf(usage?.prompt_tokens ?? 0, usage?.completion_tokens ?? 0, 1);
  return {
    id: `${info.name}-${exampleId}`,
    ...{ cost, latencyMs: latency_ms, score: graded.score, success: graded.pass, namedScores },
    failureReason: error !== undefined ? ERROR : answer.strict ? NONE : ASSERT,
    ...(error !== undefined && { error }),
    gradingResult: { ...graded, namedScores, componentResults: [{ ...graded, assertion }] },
    prompt: { raw: question, label: PROMPT },
    response: { ...(error === undefined ? { output } : { error }), tokenUsage, cost, cached: false },
    testCase: { vars, assert: [assertion], options: {}, metadata: {} },
    ...{ vars, tokenUsage },
    metadata: { type, image: image ?? null, rating: answer.rating ?? null },
  };
}
