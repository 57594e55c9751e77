import type OpenAI from 'openai';
import { anls } from './anls.ts';
import { JUDGE_PROMPT, promptHash } from './judgePrompt.ts';
import { judgeAll, type AskJudge } from './judgeRequests.ts';
import type { JudgeIdentity, Prediction, Rating } from './run.ts';
import { judgementSchema } from './runFiles.ts';
import type { Run } from './runFolder.ts';
import { isClosed } from './score.ts';

/** Name of the judge that asks nobody; shown wherever its ratings are. */
export const OFFLINE = 'offline';

/** Ratings of one answer by one judge, at most. */
export const MOST_REPEATS = 20;

/** Similarity (ANLS) from which the offline judge gives each rating. */
export const OFFLINE_THRESHOLDS: readonly { rating: Rating; from: number }[] = [
  { rating: 'Very Similar', from: 0.9 },
  { rating: 'Mostly Similar', from: 0.7 },
  { rating: 'Somewhat Similar', from: 0.5 },
];

/** Rates by the similarity of the letters alone; a closed question is either right or wrong. */
export function offlineRating(prediction: Prediction): Rating {
  if (prediction.error !== undefined) return 'Incorrect';
  const similarity = anls(prediction.predicted_answer, prediction.actual_answer);
  if (isClosed(prediction)) return similarity === 1 ? 'Very Similar' : 'Incorrect';
  // ANLS is never in between 0 and 0.5
  return OFFLINE_THRESHOLDS.find(({ from }) => similarity > 0 && similarity >= from)?.rating ?? 'Incorrect';
}

/** Who rates, and how. */
export interface JudgeRequest {
  /** A model's id, or `OFFLINE`. */
  judge: string;
  /** What the judge is told; the built-in prompt unless given. */
  prompt?: string | undefined;
  /** How often each answer is rated, to learn how far the judge agrees with itself; once unless given. */
  repeat?: number | undefined;
}

export interface JudgeOptions extends JudgeRequest {
  run: Run;
  /** Who reaches the model; the offline judge needs nobody. */
  client?: OpenAI | undefined;
  concurrency: number;
  signal: AbortSignal;
  onProgress?: ((progress: JudgeProgress) => void) | undefined;
}

/** Ratings, of which an example may get several. */
export interface JudgeProgress {
  done: number;
  total: number;
  /** Not rated: the judge failed five times or gave no rating. A rerun asks for them again. */
  failed: number;
}

/** As `run.json` keeps it; the offline judge is told nothing. */
const identityOf = ({ judge, prompt = JUDGE_PROMPT }: JudgeRequest): JudgeIdentity =>
  judge === OFFLINE ? { judge } : { judge, judgePrompt: promptHash(prompt) };

/** An example without an answer asks nobody, and what asks nobody is the same each time. */
const wanted = ({ error }: Prediction, { judge, repeat = 1 }: JudgeRequest) =>
  error !== undefined || judge === OFFLINE ? 1 : repeat;

/** Predictions that this judge has not rated yet, each as often as it is to be. */
export async function unjudged(run: Run, request: JudgeRequest): Promise<Prediction[]> {
  const ratings = await run.ratingsOf(identityOf(request));
  return [...run.predictions.values()].flatMap((prediction) => {
    const rated = ratings.get(prediction.example_id)?.length ?? 0;
    return Array.from({ length: Math.max(0, wanted(prediction, request) - rated) }, () => prediction);
  });
}

/**
 * Rates what is not rated yet; each rating is written at once, under the example that was asked about.
 * An example without an answer is Incorrect and asks nobody. Throws the client's `APIError` when nothing can succeed.
 */
export async function judgeRun(options: JudgeOptions): Promise<JudgeProgress> {
  const { run, judge, client, concurrency, signal, onProgress } = options;
  await run.replaceJudge(identityOf(options));
  const missing = await unjudged(run, options);
  const total = [...run.predictions.values()].reduce((sum, prediction) => sum + wanted(prediction, options), 0);
  const progress = { done: total - missing.length, total, failed: 0 };
  const onDone = (failed: boolean) => {
    progress[failed ? 'failed' : 'done']++;
    onProgress?.({ ...progress });
  };
  const { prompt = JUDGE_PROMPT } = options;
  await judgeAll(missing, { concurrency, signal, onDone }, async (prediction, ask) => {
    const asks = client && judge !== OFFLINE && prediction.error === undefined;
    const rating = asks ? await askModel({ ask, client, judge, prompt }, prediction) : offlineRating(prediction);
    const type = isClosed(prediction) ? 'Closed' : 'Open';
    await run.addJudgement({ example_id: prediction.example_id, rating, type });
  });
  return progress;
}

interface Asked {
  ask: AskJudge;
  client: OpenAI;
  judge: string;
  prompt: string;
}

async function askModel({ ask, client, judge, prompt }: Asked, prediction: Prediction): Promise<Rating> {
  const { example_id, question, predicted_answer, actual_answer } = prediction;
  const data = { example_id, question, correct_answer: actual_answer, model_answer: predicted_answer };
  const { rating } = await ask(client, judge, { prompt, data, schema: judgementSchema, name: 'judgement' });
  return rating;
}
