import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import sharp from 'sharp';

const SHOTS = 5;
/** How many pictures the examples ask about; each comes up again and again, as in a data set of several questions each. */
const PICTURES = 150;

/**
 * Writes a valid training file of about `bytes` bytes in the shape that few-shot prompting gives it: every line with
 * the same questions about the same five JPEGs of 500x700 before its own.
 * @returns how many lines it has.
 */
export async function writeFewShotFile(path: string, bytes: number): Promise<number> {
  const shots = [];
  for (let shot = 0; shot < SHOTS; shot++) shots.push(question(shot, await picture()), answer('A stain'));
  const start = [{ role: 'system', content: 'Answer in one or two words.' }, ...shots];
  const pictures: string[] = [];
  for (let n = 0; n < PICTURES; n++) pictures.push(await picture());
  const file = await open(path, 'w');
  let [lines, written] = [0, 0];
  try {
    while (written < bytes) {
      const own = question(lines, pictures[lines % PICTURES] ?? '');
      const line = JSON.stringify({ messages: [...start, own, answer(`Stain ${lines}`)] });
      written += (await file.write(`${line}\n`)).bytesWritten;
      lines++;
    }
  } finally {
    await file.close();
  }
  return lines;
}

const answer = (content: string) => ({ role: 'assistant', content });
const question = (number: number, url: string) => ({
  role: 'user',
  content: [
    { type: 'text', text: `Question [${number}]: What is at ${number}?` },
    { type: 'image_url', image_url: { url, detail: 'high' } },
  ],
});

/** Stains of random colours: as many bytes as a photo of the size. */
async function picture(): Promise<string> {
  const raw = { width: 50, height: 70, channels: 3 as const };
  const pixels = randomBytes(raw.width * raw.height * raw.channels);
  const jpeg = await sharp(pixels, { raw }).resize(500, 700).jpeg({ quality: 75 }).toBuffer();
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
}
