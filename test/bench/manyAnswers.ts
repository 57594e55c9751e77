export const QUESTIONS = ['What is the title?', 'Who wrote it?', 'Is it about travel?'];

const referenceOf = (id: number) => (id % 3 === 2 ? (id % 2 ? 'Yes' : 'No') : `The answer number ${id % 977}`);

/** Made-up predictions of a run about this many examples, four about each image; the later the run the worse. */
export function answersOf(run: number, examples: number): string {
  return Array.from({ length: examples }, (_, id) => {
    const right = (id * 7919 + run * 104_729) % 100 < 80 - run * 8;
    const actual_answer = referenceOf(id);
    const predicted_answer = right ? actual_answer : `Some other answer ${(id * 31) % 883}`;
    const line = JSON.stringify({
      ...{ example_id: id, predicted_answer, actual_answer, question: QUESTIONS[id % QUESTIONS.length] },
      ...{ image: `image ${id >> 2}`, latency_ms: 1000 + (id % 700) },
      usage: { prompt_tokens: 900, completion_tokens: 6 },
    });
    return `${line}\n`;
  }).join('');
}
