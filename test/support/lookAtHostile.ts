// Looks at every hostile image as the editor's host does, in a process of its own; tells what it made of them and its
// greatest memory: {"fates": {NAME: FATE}, "megabytes": NUMBER}
import { readLine } from '../../src/dataset/example.ts';
import { viewOf } from '../../src/host/dataset/exampleView.ts';
import { Pictures } from '../../src/host/images/pictures.ts';
import type { Services } from '../../src/host/services.ts';
import { thumbnail } from '../../src/images/thumbnail.ts';
import { openai } from '../../src/providers/openai.ts';
import { dataUrl } from '../unit/lint/images.ts';
import { garbagePng, hostileImages, type Fate } from './hostileImages.ts';
import { chatLine } from './lines.ts';

const web = { access: () => 'never' as const, peek: () => undefined };
const fates: Record<string, { fate: Fate; thumbnail: boolean }> = {};
let asked = 0;
const worker = {
  methods: {
    thumbnail: (...image: Parameters<typeof thumbnail>) => {
      asked++;
      return thumbnail(...image);
    },
  },
};
const pictures = new Pictures({ worker, webImages: web } as unknown as Services);
const garbage = { name: 'a PNG of 50 MB of garbage', url: dataUrl(garbagePng(50_000_000)) };
const before = process.memoryUsage().rss;
for (const { name, url } of [...(await hostileImages()), garbage]) {
  asked = 0;
  const text = chatLine('What is this?', 'Nothing', url);
  const example = readLine(text, 0);
  const { messages } = viewOf(0, text.length, text, example, openai.models[0], web);
  const image = messages.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.type === 'image' ? [part.image] : [])),
  )[0];
  if (!image) throw new Error(`${name}: no image`);
  const fate = image.source === 'url' ? 'address' : image.source === 'bad' ? 'none' : image.undrawn ? 'named' : 'drawn';
  const small = await pictures.thumbnail(example);
  // what is not drawn is not even handed to what could decode it
  if ((fate === 'drawn') !== asked > 0) throw new Error(`${name}: ${fate}, decoded ${asked} times`);
  fates[name] = { fate, thumbnail: small !== undefined };
}
const { maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ fates, megabytes: Math.round(maxRSS / 1000 - before / 1e6) }));
