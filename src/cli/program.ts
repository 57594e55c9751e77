import { Command, CommanderError } from 'commander';
import { addBuild } from './build.ts';
import { CannotRun, type CliContext, type ExitStatus } from './context.ts';
import { addLint } from './lint.ts';
import manifest from '../../package.json' with { type: 'json' };

/** Adds one command to the program; its action gives the exit status. */
export type AddCommand = (program: Command, context: CliContext, exit: (status: ExitStatus) => void) => void;

const COMMANDS: readonly AddCommand[] = [addLint, addBuild];
