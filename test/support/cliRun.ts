import type { CliContext } from '../../src/cli/context.ts';
import { main } from '../../src/cli/program.ts';

export interface CliResult {
  status: number;
  printed: string;
  said: string;
}

/** Runs a command as a process without a terminal would, with a key for any address. */
export async function runCli(cwd: string, args: string[], changes: Partial<CliContext> = {}): Promise<CliResult> {
  const printed: string[] = [];
  const said: string[] = [];
  const status = await main(args, {
    print: (line) => printed.push(line),
    say: (line) => said.push(line),
    terminal: false,
    env: { VISION_FT_API_KEY: 'test-key' },
    cwd,
    signal: new AbortController().signal,
    confirm: () => Promise.resolve(undefined),
    ...changes,
  });
  return { status, printed: printed.join('\n'), said: said.join('\n') };
}
