import { questionAndAnswer, type Example } from '../../dataset/example.ts';
import { anls } from '../../evaluate/anls.ts';
import { askedKey } from '../../evaluate/asked.ts';
import { strict } from '../../evaluate/match.ts';
import type { Prediction } from '../../evaluate/run.ts';
import type { ModelAnswerView } from '../../protocol/inline.ts';

type Readable = Example | { kind: 'long' };

interface Kept {
  id: number;
  model: string;
  recipient: string;
  /** Missing while the model is asked. */
  prediction?: Prediction;
}

/** Answers kept of one example. */
const AT_MOST = 4;

/**
 * What models answered about single examples of a file, kept as long as it is open. An answer belongs to what was asked:
 * it stays with its example when that moves or gets another label, and is gone when the question is another.
 */
export class ModelAnswers {
  private readonly byKey = new Map<string, Kept[]>();
  private readonly changed: () => void;
  private next = 1;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  /** A model is being asked. @returns what takes its answer; nothing where it was not to be had */
  begin(example: Example, model: string, recipient: string): (prediction: Prediction | undefined) => void {
    const key = askedKey(example) ?? '';
    const id = this.next++;
    const others = (this.byKey.get(key) ?? []).filter((kept) => kept.model !== model || kept.recipient !== recipient);
    this.byKey.set(key, [...others, { id, model, recipient }].slice(-AT_MOST));
    this.changed();
    return (prediction) => {
      const kept = this.byKey.get(key) ?? [];
      this.byKey.set(
        key,
        kept.flatMap((one) => (one.id !== id ? [one] : prediction ? [{ ...one, prediction }] : [])),
      );
      this.changed();
    };
  }

  /** What was answered about an example, judged by its reference answer as it is now. */
  of(example: Readable): ModelAnswerView[] {
    if (this.byKey.size === 0 || example.kind !== 'chat') return [];
    const own = questionAndAnswer(example.messages).answer?.trim();
    return (this.byKey.get(askedKey(example) ?? '') ?? []).map((kept) => viewOf(kept, own));
  }
}

function viewOf({ id, model, recipient, prediction }: Kept, own: string | undefined): ModelAnswerView {
  if (!prediction) return { id, model, recipient };
  const { predicted_answer: answer, actual_answer, error, latency_ms: latencyMs, usage } = prediction;
  const reference = own ?? actual_answer;
  const judged = reference !== '' && error === undefined;
  return {
    ...{ id, model, recipient, answer },
    ...(reference !== '' && { reference }),
    ...(judged && { right: strict(answer, reference), anls: anls(answer, reference) }),
    ...(error !== undefined && { error }),
    ...(latencyMs !== undefined && { latencyMs }),
    ...(usage && { tokens: { sent: usage.prompt_tokens, answered: usage.completion_tokens } }),
  };
}
