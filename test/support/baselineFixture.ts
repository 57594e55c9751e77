import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import sharp from 'sharp';
import { startBaseline, type BaselineServer } from '../../src/baseline/server.ts';

export const COLOURS = ['red', 'lime', 'blue', 'yellow', 'black'];

/** A disc of one colour on grey, as a data URL; `size` makes equal colours different files. */
export async function disc(colour: string, size: number): Promise<string> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" fill="#ccc"/><circle cx="32" cy="32" r="${size}" fill="${colour}"/></svg>`;
  const bytes = await sharp(Buffer.from(svg)).jpeg().toBuffer();
  return `data:image/jpeg;base64,${bytes.toString('base64')}`;
}

export const user = (text: string, url?: string) => ({
  role: 'user' as const,
  content: [
    { type: 'text' as const, text },
    ...(url === undefined ? [] : [{ type: 'image_url' as const, image_url: { url } }]),
  ],
});

/** Lines that ask for the colour of a disc, one for each colour and size. */
export async function colourLines(sizes: readonly number[]): Promise<string[]> {
  const lines: string[] = [];
  for (const size of sizes)
    for (const colour of COLOURS) {
      const question = user(`Question [${lines.length}]: Which colour is it?`, await disc(colour, size));
      lines.push(
        JSON.stringify({
          messages: [{ role: 'system', content: 'Look.' }, question, { role: 'assistant', content: colour }],
        }),
      );
    }
  return lines;
}

export interface Fixture {
  folder: string;
  dataDir: string;
  server: BaselineServer;
  client: OpenAI;
  /** Writes a file into the folder. @returns its path */
  write(name: string, text: string): string;
  /** Stops the server and starts another one on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A baseline server on data of its own, and the ordinary client to it. */
export async function openFixture(): Promise<Fixture> {
  const folder = mkdtempSync(join(tmpdir(), 'vision-ft-baseline-'));
  const dataDir = join(folder, 'data');
  const start = async () => {
    const server = await startBaseline({ dataDir });
    return { server, client: clientOf(server) };
  };
  const fixture: Fixture = {
    folder,
    dataDir,
    ...(await start()),
    write(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    async restart() {
      await fixture.server.close();
      Object.assign(fixture, await start());
    },
    async close() {
      await fixture.server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return fixture;
}

export const clientOf = ({ baseURL, apiKey }: Pick<BaselineServer, 'baseURL' | 'apiKey'>): OpenAI =>
  new OpenAI({ baseURL, apiKey, maxRetries: 0 });
