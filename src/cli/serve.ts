import { once } from 'node:events';
import { resolve } from 'node:path';
import { DATA_FOLDER } from '../dataset/dataFolder.ts';
import { numberOption } from './numbers.ts';
import type { AddCommand } from './program.ts';
import { startBaseline } from './provider.ts';

interface ServeFlags {
  port?: number;
  data: string;
}

export const addServe: AddCommand = (program, context, exit) => {
  program
    .command('serve')
    .description('Serve the classical baselines (prior, nearest-neighbour) on 127.0.0.1 until Ctrl+C.')
    .option('--port <n>', 'a free one unless given', numberOption('--port', 0, 65_535))
    .option('--data <dir>', 'where files, jobs and tuned models are kept', DATA_FOLDER)
    .action(async ({ port, data }: ServeFlags) => {
      const server = await startBaseline({ dataDir: resolve(context.cwd, data), port });
      const { baseURL, apiKey } = server;
      context.print(JSON.stringify({ baseURL, apiKey }));
      context.say(`Serving on ${baseURL}; data in ${data}. Ctrl+C stops.`);
      if (!context.signal.aborted) await once(context.signal, 'abort');
      await server.close();
      exit(0);
    });
};
