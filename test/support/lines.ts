/** Small valid examples for tests. */

/** A PNG of one red pixel. */
export const RED_PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC';

/** A line of a training file, without its line end: system prompt, one question about one image, one answer. */
export function chatLine(question: string, answer: string, image = `data:image/png;base64,${RED_PIXEL}`): string {
  return JSON.stringify({
    messages: [
      { role: 'system', content: 'Answer in one word.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: question },
          { type: 'image_url', image_url: { url: image } },
        ],
      },
      { role: 'assistant', content: answer },
    ],
  });
}

/** A training file of enough examples for every vendor, each asking about the same image. */
export function trainingFile(examples: number, image?: string): string {
  return Array.from(
    { length: examples },
    (_, i) => `${chatLine(`Question [${i}]: What is number ${i}?`, `No. ${i}`, image)}\n`,
  ).join('');
}
