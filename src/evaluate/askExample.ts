import { questionAndAnswer, readLine, splitQuestion } from '../dataset/example.ts';
import { withoutReference } from './asked.ts';
import { EvaluateError } from './evaluateError.ts';
import { imagesHash } from './images.ts';
import { runPredictions, type PredictOptions } from './predict.ts';
import type { Prediction } from './run.ts';
import type { TestExample, TestSet } from './testSet.ts';

type Asking = Pick<PredictOptions, 'client' | 'profile' | 'model' | 'parameters' | 'signal'>;

/**
 * Asks a model for one example as an evaluation does, its reference answer left out; nothing is written anywhere.
 * @param text the line, and `line` its number from 0
 * @param reference its answer, where it stands outside the line
 * @returns the answer, or the prediction with an `error` where the example itself failed
 * Throws an `EvaluateError` for a line that cannot be asked, and what `runPredictions` throws.
 */
export async function askExample(
  { text, line, reference }: { text: string; line: number; reference?: string | undefined },
  asking: Asking,
): Promise<Prediction> {
  const testSet = oneExample(text, line, reference);
  const predictions = new Map<number, Prediction>();
  const run = {
    predictions,
    addPrediction: (prediction: Prediction) => {
      predictions.set(prediction.example_id, prediction);
      return Promise.resolve();
    },
    dropErrors: () => Promise.resolve(),
  };
  const countTokens = () => Promise.resolve(0);
  await runPredictions({ ...asking, testSet, run, countTokens, arm: 'normal', concurrency: 1 });
  const [prediction] = predictions.values();
  if (!prediction) throw new EvaluateError('The model was not asked.');
  return prediction;
}

/** A line as a test file of itself. */
function oneExample(text: string, line: number, outside: string | undefined): TestSet {
  const read = readLine(text, line);
  if (read.kind !== 'chat' || !read.messages.some(({ role }) => role === 'user'))
    throw new EvaluateError(`Line ${line + 1} has no user message to ask.`);
  const { user, question, answer } = questionAndAnswer(read.messages);
  const image = imagesHash(user);
  const example: TestExample = {
    ...{ exampleId: line, line, question: splitQuestion(question).question },
    reference: (answer ?? outside ?? '').trim(),
    ...(image !== undefined && { image }),
  };
  const { tools } = read.value;
  const request = { messages: withoutReference(read.messages), ...(tools !== undefined && { tools }) };
  return {
    ...{ path: '', sha256: '', examples: [example], warnings: [] },
    exampleIdToLine: new Map([[line, line]]),
    request: () => Promise.resolve(request),
    close: () => Promise.resolve(),
  };
}
