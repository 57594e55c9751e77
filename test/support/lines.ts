/** Small valid examples for tests. */

/** A PNG of one red pixel. */
export const RED_PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC';

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
