import { bytesSource } from '../../../src/dataset/byteSource.ts';
import { lintSource } from '../../../src/lint/runner.ts';
import { readFileSync } from 'node:fs';
import { bombPng, dataUrl, picture } from '../../unit/lint/images.ts';
import {
  assistant,
  example,
  image,
  PICTURE,
  question,
  sound,
  text,
  user,
  soundLines,
} from '../../unit/lint/planting.ts';
import { withImage, type RuleExamples } from './ruleExample.ts';

const odd = (name: string) => readFileSync(new URL(`../../fixtures/odd-images/${name}`, import.meta.url));
const png = await picture(2).png().toBuffer();
const jpeg = await picture(2).jpeg().toBuffer();
const gif = odd('animated-loop-3.gif');
const bigPng = (bytes: number) => Buffer.concat([png, Buffer.alloc(bytes - png.length)]);

export const IMAGE_EXAMPLES: RuleExamples = {
  'image-in-assistant': [
    {
      bad: [example(question(), assistant([text('Here.'), image(PICTURE)]))],
      good: [sound()],
      at: JSON.stringify(image(PICTURE)),
    },
    { bad: [example(question(), assistant([image(PICTURE)]))], good: [sound()] },
  ],
  'image-in-system': [
    {
      bad: [example({ role: 'system', content: [image(PICTURE)] }, question(), assistant())],
      good: [sound()],
    },
    {
      bad: [example(question(), { role: 'function', name: 'look', content: [image(PICTURE)] }, assistant())],
      good: [example(question(), { role: 'function', name: 'look', content: 'A book.' }, assistant())],
    },
  ],
  'too-many-images': [
    {
      bad: [example(user(...Array.from({ length: 11 }, () => image(PICTURE))), assistant())],
      good: [example(user(...Array.from({ length: 10 }, () => image(PICTURE))), assistant())],
    },
    {
      bad: [example(user(...Array.from({ length: 65 }, () => image(PICTURE))), assistant())],
      good: [example(user(...Array.from({ length: 64 }, () => image(PICTURE))), assistant())],
      options: { provider: 'azure' },
    },
  ],
  'image-too-large': [
    {
      bad: [withImage(dataUrl(bigPng(10_485_761)))],
      good: [withImage(dataUrl(bigPng(10_000_000)))],
    },
  ],
  'bad-data-url': [
    {
      bad: [withImage(png.toString('base64'))],
      good: [withImage(dataUrl(png))],
      at: JSON.stringify(png.toString('base64')),
    },
    {
      bad: [withImage(`data:image/png,${png.toString('base64')}`)],
      good: [withImage(dataUrl(png))],
    },
    { bad: [withImage(` ${dataUrl(png)}`)], good: [withImage(dataUrl(png))] },
  ],
  'bad-base64': [
    {
      bad: [withImage('data:image/png;base64,')],
      good: [withImage(dataUrl(png))],
      at: '"data:image/png;base64,"',
    },
    { bad: [withImage(dataUrl(png).replace('AAAA', 'AA A'))], good: [withImage(dataUrl(png))] },
    { bad: [withImage(dataUrl(png).replace('AAAA', 'AA_A'))], good: [withImage(dataUrl(png))] },
    { bad: [withImage(dataUrl(png).slice(0, -1))], good: [withImage(dataUrl(png))] },
  ],
  'mime-mismatch': [
    {
      bad: [withImage(dataUrl(png, 'image/jpeg'))],
      good: [withImage(dataUrl(jpeg, 'image/jpg'))],
    },
  ],
  'unsupported-format': [
    { bad: [withImage(dataUrl(gif, 'image/png'))], good: [withImage(dataUrl(png))] },
    { bad: [withImage(dataUrl(gif, 'image/gif'))], good: [withImage(dataUrl(png))] },
    { bad: [withImage(dataUrl(png, 'image/gif'))], good: [withImage(dataUrl(png))] },
    {
      bad: [withImage(dataUrl(await picture().webp().toBuffer(), 'image/webp'))],
      good: [withImage(dataUrl(png))],
      options: { provider: 'fireworks' },
    },
  ],
  'unsupported-color-mode': [
    {
      bad: [withImage(dataUrl(await picture().toColourspace('b-w').png().toBuffer()))],
      good: [withImage(dataUrl(png))],
    },
  ],
  'corrupt-image': [
    {
      bad: [withImage(dataUrl(jpeg.subarray(0, -2), 'image/jpeg'))],
      good: [withImage(dataUrl(jpeg, 'image/jpeg'))],
    },
    { bad: [withImage(dataUrl(Buffer.from('no image at all')))], good: [withImage(dataUrl(png))] },
  ],
  'decompression-bomb': [
    {
      bad: [withImage(dataUrl(bombPng(16_384)))],
      good: [withImage(dataUrl(bombPng(16_383)))],
    },
  ],
  animated: [
    {
      bad: [withImage(dataUrl(odd('rotating-squares.webp'), 'image/webp'))],
      good: [withImage(dataUrl(await picture().webp().toBuffer(), 'image/webp'))],
    },
  ],
  'exif-orientation': [
    {
      bad: [withImage(dataUrl(await picture().withMetadata({ orientation: 6 }).png().toBuffer()))],
      good: [withImage(dataUrl(await picture().withMetadata({ orientation: 1 }).png().toBuffer()))],
    },
  ],
  'exif-gps': [
    {
      bad: [
        withImage(
          dataUrl(
            await picture()
              .withExif({ IFD3: { GPSLatitudeRef: 'N' } })
              .png()
              .toBuffer(),
          ),
        ),
      ],
      good: [withImage(dataUrl(png))],
    },
  ],
  'tiny-image': [
    {
      bad: [withImage(dataUrl(await picture(1, 31, 40).png().toBuffer()))],
      good: [withImage(dataUrl(await picture(1, 32, 40).png().toBuffer()))],
    },
  ],
  'extreme-aspect': [
    {
      bad: [withImage(dataUrl(await picture(1, 411, 41).png().toBuffer()))],
      good: [withImage(dataUrl(await picture(1, 410, 41).png().toBuffer()))],
    },
  ],
  'no-image': [{ bad: [example(user(text('Hello?')), assistant())], good: [sound()] }],
  'detail-invalid': [
    {
      bad: [withImage(PICTURE, { detail: 'medium' })],
      good: [withImage(PICTURE, { detail: 'high' })],
      at: '"medium"',
    },
  ],
  'url-image-not-accepted': [
    {
      bad: [withImage('https://example.org/a.png')],
      good: [withImage(PICTURE)],
      options: { provider: 'together' },
    },
    {
      bad: [withImage('file:///a.png')],
      good: [withImage(PICTURE)],
      options: { provider: 'fireworks' },
    },
    {
      bad: [withImage('https://example.org/a.png')],
      good: [withImage('file:///a.png')],
      options: { provider: 'baseline' },
    },
  ],
  'url-not-public': [
    {
      bad: [withImage('http://192.168.1.7/a.png')],
      good: [withImage('https://example.org/a.png')],
    },
    { bad: [withImage('images/a.png')], good: [withImage('https://172.32.0.1/a.png')] },
    { bad: [withImage('http://[::ffff:10.0.0.1]/a.png')], good: [withImage('http://[2606:4700::1]/a.png')] },
    { bad: [withImage('http://100.64.0.1/a.png')], good: [withImage('http://100.128.0.1/a.png')] },
  ],
  'url-unreachable': [
    {
      bad: [withImage('https://example.org/gone.png')],
      good: [withImage('https://example.org/a.png')],
      at: '"https://example.org/gone.png"',
      check: async (lines, options) => {
        const unreachable = new Map([['https://example.org/gone.png', 'the server answered 404']]);
        const all = bytesSource(Buffer.from([...soundLines(10), ...lines].join('\n')));
        return (await lintSource(all, 'train.jsonl', { provider: 'openai', ...options }, { unreachable })).findings;
      },
    },
  ],
};
