import { amount } from '../../dataset/amounts.ts';

/** What an export changes or leaves out, each told once with its count. `left`: the whole example is missing. */
const SENTENCES = {
  leftTools: (n, name) => `${examples(n)} with tool calls or tool results left out: ${name} gets none from here.`,
  leftImages: (n, name) => `${examples(n)} left out: ${name} takes no image in the message it stands in.`,
  leftTurns: (n, name) =>
    `${examples(n)} left out: ${name} takes a system message first, then user and assistant in turn.`,
  joined: (n, name) => `${examples(n)} had messages of one role in a row: joined, since ${name} takes them in turn.`,
  developer: (n, name) => `${amount(n, 'developer message')} became system messages: ${name} knows no such role.`,
  tools: (n, name) => `${examples(n)} lost their tool definitions: ${name} gets none from here.`,
  keys: (n, name) => `${examples(n)} lost keys beside their messages: ${name} knows none of them.`,
  weights: (n, name) => `${amount(n, 'answer')} of weight 0 will be learned all the same: ${name} knows no weights.`,
  details: (n, name) => `${amount(n, 'image')} lost their detail: ${name} knows none.`,
  names: (n, name) => `${amount(n, 'message')} lost their name: ${name} knows none.`,
  refusals: (n, name) => `${amount(n, 'refusal')} became plain answers: ${name} does not tell them apart.`,
  marks: (n, name) =>
    `${amount(n, 'text')} had <image>, <video> or <audio> in them: written as < image > and so on, since ${name} reads them as places of files.`,
} satisfies Record<string, (count: number, name: string) => string>;

const examples = (count: number) => amount(count, 'example');

export type NoteKind = keyof typeof SENTENCES;

/** Counts what a trainer cannot express, so that nothing is dropped unsaid. */
export class Notes {
  private readonly counts = new Map<NoteKind, number>();

  add(kind: NoteKind, count = 1): void {
    if (count > 0) this.counts.set(kind, (this.counts.get(kind) ?? 0) + count);
  }

  /** Takes the counts of one example in. */
  addAll(other: Notes): void {
    for (const [kind, count] of other.counts) this.add(kind, count);
  }

  /** What was noted is told elsewhere. */
  forget(kind: NoteKind): void {
    this.counts.delete(kind);
  }

  /** One sentence each. @param name of the trainer */
  sentences(name: string): string[] {
    return (Object.keys(SENTENCES) as NoteKind[]).flatMap((kind) => {
      const count = this.counts.get(kind);
      return count === undefined ? [] : [SENTENCES[kind](count, name)];
    });
  }
}
