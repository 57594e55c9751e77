/** What a command needs of the process; tests pass their own. */
export interface CliContext {
  /** Results. A newline is added. */
  print(line: string): void;
  /** Progress and messages, on standard error; silent with `--quiet`: a failure is thrown, not said. */
  say(line: string): void;
  /** Standard error is a terminal. */
  terminal: boolean;
  /** Redraws the last line of standard error, `''` clears it; missing where that is no terminal, and with `--quiet`. */
  status?: ((text: string) => void) | undefined;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** Aborted by Ctrl+C. */
  signal: AbortSignal;
  /** Asks yes or no; `undefined` where there is nobody to ask (no terminal). */
  confirm(question: string): Promise<boolean | undefined>;
  /** All of standard input; `undefined` where nothing is piped into it. */
  input?(): Promise<string | undefined>;
}

/** 0 done, 1 done but with errors found or failed examples, 2 could not run. */
export type ExitStatus = 0 | 1 | 2;

/** "Could not run": ends the command with status 2 and its one sentence on standard error. */
export class CannotRun extends Error {}

/** "Done, but not all of it": ends the command with status 1 and its one sentence on standard error. */
export class NotAllDone extends Error {}
