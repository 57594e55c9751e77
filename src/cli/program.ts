import { Command, CommanderError } from 'commander';
import { withoutKeysInUse } from '../providers/keys.ts';
import { CannotRun, NotAllDone, type CliContext, type ExitStatus } from './context.ts';
import manifest from '../../package.json' with { type: 'json' };

/** Adds one command to the program; its action gives the exit status. */
export type AddCommand = (program: Command, context: CliContext, exit: (status: ExitStatus) => void) => void;

/** In the order of the help. Each brings its libraries along, which no other command should wait for. */
const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  lint: async () => (await import('./lint.ts')).addLint,
  fix: async () => (await import('./fix.ts')).addFix,
  explain: async () => (await import('./explain.ts')).addExplain,
  build: async () => (await import('./build.ts')).addBuild,
  serve: async () => (await import('./serve.ts')).addServe,
  upload: async () => (await import('./upload.ts')).addUpload,
  tune: async () => (await import('./tune.ts')).addTune,
  jobs: async () => (await import('./jobs.ts')).addJobs,
  export: async () => (await import('./export.ts')).addExport,
  evaluate: async () => (await import('./evaluate.ts')).addEvaluate,
  judge: async () => (await import('./judge.ts')).addJudge,
  compare: async () => (await import('./compare.ts')).addCompare,
  report: async () => (await import('./report.ts')).addReport,
};

/** Runs one command line (without node and script). @returns the exit status of cli.md. */
export async function main(args: readonly string[], given: CliContext): Promise<ExitStatus> {
  const context = sayingNoKey(given);
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
  const [first = ''] = args;
  const named = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  for (const load of named ? [named] : Object.values(COMMANDS)) {
    const add = await load();
    add(program, quietable, (result) => {
      status = result;
    });
  }
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

/** Servers repeat keys: in whatever a command says, the keys in use are cut. */
function sayingNoKey(context: CliContext): CliContext {
  const { status } = context;
  return {
    ...context,
    print: (line) => {
      context.print(withoutKeysInUse(line));
    },
    say: (line) => {
      context.say(withoutKeysInUse(line));
    },
    status:
      status &&
      ((text) => {
        status(withoutKeysInUse(text));
      }),
    confirm: (question) => context.confirm(withoutKeysInUse(question)),
  };
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
