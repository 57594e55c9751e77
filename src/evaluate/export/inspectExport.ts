import manifest from '../../../package.json' with { type: 'json' };
import type { Proportion, RunReport } from '../report.ts';
import { nameOfPath, type EvaluatedRun } from './evaluation.ts';
import type { ScoredRow } from '../scoreRow.ts';
import type { Prediction, Rating } from '../run.ts';

/**
 * Stop reasons of Inspect; a vendor's `length` is its `max_tokens`. What it does not name, and what the run did not
 * keep, is `unknown`.
 */
const STOP_REASONS: Readonly<Record<string, string>> = {
  stop: 'stop',
  length: 'max_tokens',
  tool_calls: 'tool_calls',
  content_filter: 'content_filter',
};

const RULES = ['strict', 'lenient', 'word'] as const;

/**
 * One run as a log of Inspect (`EvalLog`, version 2), a sample a line, in the order of the fields that its reader
 * expects. The question stands as text: images stay in the test file.
 */
export function* inspectLogOf(run: EvaluatedRun, report: RunReport, created: string): Generator<string> {
  const { info, rows } = run;
  const model = `${info.provider}/${info.model}`;
  const done = rows.size >= info.test.examples;
  const started = info.started || created;
  const { tokens } = report;
  const usage = tokens && usageOf({ prompt_tokens: tokens.prompt, completion_tokens: tokens.completion });
  const task = nameOfPath(info.test.path).replace(/\.jsonl$/, '') || info.name;
  const head = {
    version: 2,
    status: done ? 'success' : 'cancelled',
    eval: {
      ...{ run_id: run.name, created: started, task, task_id: info.test.sha256 || task, task_version: 0 },
      dataset: { name: task, samples: info.test.examples, sample_ids: [...rows.keys()], shuffled: false },
      ...{ model, config: {}, packages: { [manifest.name]: manifest.version } },
      metadata: { run: run.name, arm: info.arm, test_sha256: info.test.sha256, judge: run.judge ?? null },
    },
    plan: { name: 'plan', steps: [{ solver: 'generate', params: {} }], config: configOf(info.parameters) },
    results: {
      total_samples: report.n,
      completed_samples: report.n - report.errors,
      scores: [
        ...RULES.map((rule) => accuracy(rule, report[rule])),
        ...(['anls', 'f1'] as const).map((name) => scored(name, { mean: report[name] })),
      ],
    },
    stats: { started_at: started, completed_at: info.finished ?? '', model_usage: usage ? { [model]: usage } : {} },
  };
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "samples": [`;
  let separator = '\n';
  for (const [id, row] of [...rows].sort(([a], [b]) => a - b)) {
    yield `${separator}    ${JSON.stringify(sampleOf(row, run.ratings.get(id)?.rating, model))}`;
    separator = ',\n';
  }
  yield '\n  ]\n}\n';
}

/** Of the parameters a run was made with, those that Inspect has too. */
function configOf({ temperature, max_tokens }: Record<string, unknown>) {
  return {
    ...(typeof temperature === 'number' && { temperature }),
    ...(typeof max_tokens === 'number' && { max_tokens }),
  };
}

const accuracy = (name: string, { value, low, high, correct, n }: Proportion) =>
  scored(name, { accuracy: value }, { low, high, interval: 'Wilson 95 %', correct, n });

function scored(name: string, values: Record<string, number>, metadata?: Record<string, unknown>) {
  const metrics = Object.entries(values).map(([metric, value]) => [
    metric,
    { name: metric, value, params: {}, ...(metadata && { metadata }) },
  ]);
  return { name, scorer: name, params: {}, metrics: Object.fromEntries(metrics) as Record<string, unknown> };
}

function sampleOf(row: ScoredRow, rating: Rating | undefined, model: string) {
  const { prediction, type, anls, f1 } = row;
  const { example_id, question = '', actual_answer, predicted_answer: answer, error, latency_ms, image } = prediction;
  const failed = error !== undefined;
  const message = { content: answer, source: 'generate', role: 'assistant' };
  const usage = prediction.usage && usageOf(prediction.usage);
  const seconds = latency_ms === undefined ? undefined : latency_ms / 1000;
  // C and I are Inspect's own values for right and wrong
  const rules = RULES.map((rule) => [rule, { value: row[rule] ? 'C' : 'I', answer }]);
  return {
    ...{ id: example_id, epoch: 1, input: question, target: actual_answer },
    messages: [{ content: question, source: 'input', role: 'user' }, ...(failed ? [] : [message])],
    output: {
      model,
      choices: failed ? [] : [{ message, stop_reason: STOP_REASONS[prediction.finish_reason ?? ''] ?? 'unknown' }],
      ...(usage && { usage }),
      ...(seconds !== undefined && { time: seconds }),
      ...(failed && { error }),
    },
    scores: {
      ...(Object.fromEntries(rules) as Record<string, unknown>),
      ...{ anls: { value: anls, answer }, f1: { value: f1, answer } },
      ...(rating && { rating: { value: rating, answer } }),
    },
    metadata: { type, image: image ?? null },
    model_usage: usage ? { [model]: usage } : {},
    ...(seconds !== undefined && { total_time: seconds }),
    ...(failed && { error: { message: error, traceback: '', traceback_ansi: '' } }),
  };
}

const usageOf = ({ prompt_tokens, completion_tokens }: NonNullable<Prediction['usage']>) => ({
  input_tokens: prompt_tokens,
  output_tokens: completion_tokens,
  total_tokens: prompt_tokens + completion_tokens,
});
