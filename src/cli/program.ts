import { Command, CommanderError } from 'commander';
import { addBuild } from './build.ts';
import { CannotRun, NotAllDone, type CliContext, type ExitStatus } from './context.ts';
import { addEvaluate } from './evaluate.ts';
import { addFix } from './fix.ts';
import { addExplain } from './explain.ts';
import { addJobs } from './jobs.ts';
import { addJudge } from './judge.ts';
import { addLint } from './lint.ts';
import { addReport } from './report.ts';
import { addServe } from './serve.ts';
import { addTune } from './tune.ts';
import { addUpload } from './upload.ts';
import manifest from '../../package.json' with { type: 'json' };

/** Adds one command to the program; its action gives the exit status. */
export type AddCommand = (program: Command, context: CliContext, exit: (status: ExitStatus) => void) => void;

const COMMANDS: readonly AddCommand[] = [
  addLint,
  addFix,
  addExplain,
  addBuild,
  addServe,
  addUpload,
  addTune,
  addJobs,
  addEvaluate,
  addJudge,
  addReport,
];

/** Runs one command line (without node and script). @returns the exit status of cli.md. */
export async function main(args: readonly string[], context: CliContext): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  const program = new Command('vision-ft')
    .description('Build, lint, fine-tune and evaluate vision training files.')
    .version(manifest.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        context.print(text.trimEnd());
      },
      writeErr: (text) => {
        context.say(text.trimEnd());
      },
    });
  const { quietable, quieten } = canBeQuiet(context);
  for (const add of COMMANDS)
    add(program, quietable, (result) => {
      status = result;
    });
  for (const command of program.commands)
    command
      .copyInheritedSettings(program)
      .option('--quiet', 'neither progress nor messages, only results and failures')
      .on('option:quiet', quieten);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof CannotRun || error instanceof NotAllDone)) throw error;
    context.say(error.message);
    return error instanceof CannotRun ? 2 : 1;
  }
}

/** The context that commands get: as given, until `quieten` silences progress and messages. */
function canBeQuiet(context: CliContext): { quietable: CliContext; quieten: () => void } {
  const quietable = { ...context };
  const quieten = () => {
    quietable.say = () => undefined;
    quietable.status = undefined;
  };
  return { quietable, quieten };
}
