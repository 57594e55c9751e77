import { readLine } from '../../../src/dataset/example.ts';
import { viewOf } from '../../../src/host/dataset/exampleView.ts';
import { decode } from '../../../src/host/images/pictures.ts';
import { openai } from '../../../src/providers/openai.ts';
import type { ExampleView } from '../../../src/protocol/datasetPage.ts';
import type { GivenExample } from './fakeChannel.ts';

/** Nothing of the web is loaded. */
const NO_WEB = { access: () => 'ask' as const, peek: () => undefined };

/** A line of a training file as the real host shows it, with the images it would hand out. */
export function givenExample(text: string, line = 0, findings: ExampleView['findings'] = []): GivenExample {
  const example = readLine(text, line);
  const view = viewOf(line, Buffer.byteLength(text), text, example, openai.models[0], NO_WEB);
  const parts = example.kind === 'chat' ? example.messages.flatMap((message) => message.parts) : [];
  const images = parts.flatMap((part) => {
    const bytes = part.type === 'image' ? decode(part.url) : undefined;
    return bytes ? [[part.path, bytes.toString('base64')] as const] : [];
  });
  return {
    view: { ...view, findings, predictions: [], sharesPrefix: false },
    images: Object.fromEntries(images),
  };
}

/** A line of one user message with these images (data URLs or addresses) and an answer. */
export function lineWithImages(urls: readonly string[], detail?: string): string {
  const image = (url: string) => ({ type: 'image_url', image_url: { url, ...(detail && { detail }) } });
  return JSON.stringify({
    messages: [
      { role: 'user', content: [{ type: 'text', text: 'What is this?' }, ...urls.map(image)] },
      { role: 'assistant', content: 'A picture.' },
    ],
  });
}
