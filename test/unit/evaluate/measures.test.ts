import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { anls } from '../../../src/evaluate/anls.ts';
import { bootstrap } from '../../../src/evaluate/bootstrap.ts';
import { classScores } from '../../../src/evaluate/classes.ts';
import { confusionOf } from '../../../src/evaluate/confusion.ts';
import { costsOf } from '../../../src/evaluate/costs.ts';
import { holm } from '../../../src/evaluate/holm.ts';
import { lenient, strict, word } from '../../../src/evaluate/match.ts';
import { mcnemar } from '../../../src/evaluate/mcnemar.ts';
import { binomialSampler, generator } from '../../../src/evaluate/random.ts';
import { RATINGS, type Judgement } from '../../../src/evaluate/run.ts';
import { ratingTest } from '../../../src/evaluate/signTest.ts';
import { tokenF1 } from '../../../src/evaluate/tokenF1.ts';
import { proportion } from '../../../src/evaluate/wilson.ts';

interface Averages {
  precision: number;
  recall: number;
  f1: number;
}

/** Made by test/fixtures/measures/make.py. */
const values = JSON.parse(readFileSync(new URL('../../fixtures/measures/values.json', import.meta.url), 'utf8')) as {
  mcnemar: [number, number, number][];
  wilson: [number, number, number, number][];
  anls: [string, string, number][];
  bootstrap: { differences: number[]; clusters: string[]; interval: [number, number] };
  classes: {
    rows: [string, string][];
    classes: { class: string }[];
    macro: Averages;
    weighted: Averages;
    confusion: { classes: string[]; counts: number[][] };
  };
  'statsmodels mcnemar': [number, number, number][];
  'statsmodels wilson': [number, number, number, number][];
  holm: { raw: number[]; adjusted: number[] }[];
  signTest: [number, number, number][];
  latency: { times: number[]; median: number; p95: number };
};

const near = (actual: number, expected: number, tolerance: number, what: string) => {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual}, expected ${expected}`);
};

describe('measures', () => {
  it('McNemar is the exact two-sided binomial', () => {
    for (const [b, c, p] of [...values.mcnemar, ...values['statsmodels mcnemar']])
      near(mcnemar(b, c), p, 1e-9 + p * 1e-8, `${b}, ${c}`);
    assert.ok(mcnemar(900, 0) > 0);
  });

  it('intervals of a proportion are Wilson’s', () => {
    for (const [k, n, low, high] of [...values.wilson, ...values['statsmodels wilson']]) {
      const interval = proportion(k, n);
      near(interval.low, low, 1e-9, `low of ${k}/${n}`);
      near(interval.high, high, 1e-9, `high of ${k}/${n}`);
    }
    assert.equal(proportion(0, 20).low, 0);
    assert.equal(proportion(20, 20).high, 1);
  });

  it('ANLS compares trimmed, case-folded texts and gives nothing at half or less', () => {
    for (const [a, b, value] of values.anls) near(anls(a, b), value, 1e-12, `${a} | ${b}`);
    assert.equal(anls(' Sailboat ', 'sailboat'), 1);
    assert.equal(anls('ab', 'ac'), 0);
  });

  it('the bootstrap resamples images, not rows, and repeats with its seed', () => {
    const { differences, clusters, interval } = values.bootstrap;
    const found = bootstrap(differences, clusters, 7);
    near(found.low, interval[0], 0.006, 'low');
    near(found.high, interval[1], 0.006, 'high');
    assert.equal(found.clusters, new Set(clusters).size);
    assert.deepEqual(bootstrap(differences, clusters, 7), found);
    assert.notDeepEqual(bootstrap(differences, clusters, 8), found);
    // every image five times over: the rows add no knowledge, the interval must not shrink
    const five = <T>(list: readonly T[]) => list.flatMap((item) => [item, item, item, item, item]);
    const again = bootstrap(five(differences), five(clusters), 7);
    near(again.high - again.low, found.high - found.low, 0.004, 'width');
  });

  it('binomial counts have the right mean and spread, by inversion and by rejection', () => {
    for (const [n, p] of [
      [20, 0.1],
      [1000, 0.3],
      [5000, 0.97],
    ] as const) {
      const draw = binomialSampler(n, generator(5));
      const counts = Array.from({ length: 20_000 }, () => draw(n, p));
      const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
      const spread = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
      near(mean / (n * p), 1, 0.02, 'mean');
      near(spread / (n * p * (1 - p)), 1, 0.05, 'variance');
    }
  });

  it('classes have the precision, recall and F1 of their confusion table', () => {
    const { rows, classes } = values.classes;
    const scores = classScores(
      rows.map(([predicted_answer, actual_answer], example_id) => ({ example_id, predicted_answer, actual_answer })),
    );
    const round = (list: object[]) =>
      list.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([key, value]: [string, unknown]) => [
            key,
            typeof value === 'number' ? value.toFixed(9) : value,
          ]),
        ),
      );
    const byName = [...scores.classes].sort((a, b) => a.class.localeCompare(b.class));
    assert.deepEqual(round(byName), round(classes));
    for (const kind of ['macro', 'weighted'] as const)
      for (const measure of ['precision', 'recall', 'f1'] as const)
        near(scores[kind][measure], values.classes[kind][measure], 1e-12, `${kind} ${measure}`);
    const open = Array.from({ length: 51 }, (_, at) => ({
      example_id: at,
      predicted_answer: 'x',
      actual_answer: String(at),
    }));
    assert.deepEqual(classScores(open).classes, []);
  });

  it('a confusion table counts every answer once, those outside the set in a last column', () => {
    const { rows, confusion } = values.classes;
    const predictions = rows.map(([predicted_answer, actual_answer], example_id) => ({
      ...{ example_id, predicted_answer, actual_answer },
    }));
    assert.deepEqual(confusionOf(predictions), confusion);
    assert.equal(confusionOf(predictions.slice(0, 3)), undefined, 'three answers are no closed set');
  });

  it('Holm corrects for the number of tests, in their order', () => {
    for (const { raw, adjusted } of values.holm)
      for (const [at, p] of holm(raw).entries()) near(p, adjusted[at] ?? NaN, 1e-12, `${at} of ${raw.join()}`);
  });

  it('ratings are compared by the exact sign test, ties left out', () => {
    const rated = (list: readonly number[]) =>
      new Map(
        list.map((step, example_id): [number, Judgement] => [
          example_id,
          { example_id, rating: RATINGS[step] ?? 'Incorrect', type: 'Open' },
        ]),
      );
    for (const [higher, lower, p] of values.signTest) {
      const steps = [...new Array<number>(higher).fill(0), ...new Array<number>(lower).fill(3), 2];
      const others = [...new Array<number>(higher + lower).fill(1), 2, 0];
      const found = ratingTest(rated(steps), rated(others));
      assert.deepEqual([found?.n, found?.higher, found?.lower], [higher + lower + 1, higher, lower]);
      near(found?.p ?? NaN, p, 1e-9 + p * 1e-8, `${higher}, ${lower}`);
    }
    assert.equal(ratingTest(rated([]), rated([1])), undefined);
  });

  it('latency has its median and 95th percentile, tokens their sums, and the price is theirs', () => {
    const { times, median, p95 } = values.latency;
    const costs = costsOf(
      times.map((latency_ms, example_id) => ({
        ...{ example_id, latency_ms, predicted_answer: '', actual_answer: '' },
        ...(example_id < 10 && { usage: { prompt_tokens: 1000, completion_tokens: 10 } }),
      })),
      { input: 2.5, output: 10 },
    );
    near(costs.latency?.medianMs ?? NaN, median, 1e-9, 'median');
    near(costs.latency?.p95Ms ?? NaN, p95, 1e-9, 'p95');
    assert.deepEqual(costs.tokens, { n: 10, prompt: 10_000, completion: 100 });
    near(costs.usd ?? NaN, 0.026, 1e-12, 'price');
    assert.deepEqual(costsOf([{ example_id: 0, predicted_answer: '', actual_answer: '' }], undefined), {});
  });

  it('strict, lenient and word differ where they should', () => {
    assert.ok(strict('No', 'No') && !strict('no', 'No'));
    assert.ok(lenient('**Answer:** NO.', 'No') && lenient('None of it', 'No'));
    assert.ok(!word('None of it', 'No') && word('Well: no.', 'No'));
    assert.ok(word('I like C++ a lot', 'C++') && !word('Café', 'Caf'));
  });

  it('token F1 drops articles, punctuation and case', () => {
    assert.equal(tokenF1('The sail-boat!', 'sailboat'), 1);
    assert.equal(tokenF1('red sail', 'red boat'), 0.5);
    assert.equal(tokenF1('', 'boat'), 0);
  });
});
