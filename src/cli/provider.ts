import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import type OpenAI from 'openai';
import {
  BaselineError,
  startBaseline as start,
  type BaselineOptions,
  type BaselineServer,
} from '../baseline/server.ts';
import { DATA_FOLDER } from '../dataset/dataFolder.ts';
import { PROVIDER_IDS, type ProviderId, type ProviderProfile } from '../providers/profile.ts';
import { profileOf } from '../providers/profiles.ts';
import { accountFrom, credentialFrom, openClient } from '../tune/client.ts';
import { explainProviderError, ProviderError } from '../tune/providerError.ts';
import { JobNotes } from '../tune/job/jobNotes.ts';
import { SentFiles } from '../tune/sentFiles.ts';
import { CannotRun, type CliContext } from './context.ts';

/** As commander reads the options of `addProviderOptions`. */
export interface ProviderFlags {
  provider: ProviderId;
  baseUrl?: string;
  data: string;
}

/** Adds `--provider`, `--base-url` and `--data`. */
export function addProviderOptions(command: Command): Command {
  return command
    .addOption(new Option('--provider <name>', 'who serves the models').choices(PROVIDER_IDS).default('openai'))
    .option('--base-url <url>', "address of the provider, with /v1 (default: the vendor's own)")
    .option(
      '--data <dir>',
      'where the embedded baseline keeps files, jobs and models, and what was sent is noted',
      DATA_FOLDER,
    );
}

/** What a command needs to talk to a provider. */
export interface Provider {
  client: OpenAI;
  profile: ProviderProfile;
  baseURL: string;
  /** What it has been sent before. */
  sent: SentFiles;
  /** Jobs that were asked for. */
  notes: JobNotes;
  /** What stands for the address in notes. */
  recipient: string;
  /** The embedded server runs inside this command and ends with it. */
  embedded: boolean;
}

/**
 * Opens the client for `--provider`, `--base-url` and `--data`, and closes what it opened when `use` is done.
 * `--provider baseline` without an address runs the embedded server on the data folder; others may serve the same folder
 * meanwhile. Failures of the provider become one sentence (`CannotRun`).
 */
export async function withProvider<T>(
  { provider, baseUrl, data }: ProviderFlags,
  context: CliContext,
  use: (client: OpenAI, profile: ProviderProfile, provider: Provider) => Promise<T>,
): Promise<T> {
  const profile = profileOf(provider);
  const embedded =
    provider === 'baseline' && baseUrl === undefined
      ? await startBaseline({ dataDir: resolve(context.cwd, data) })
      : undefined;
  const address = embedded ? profile.name : (baseUrl ?? profile.name);
  try {
    const credential = embedded ? { apiKey: embedded.apiKey } : credentialFrom(profile, context.env, baseUrl);
    const client = openClient({
      profile,
      baseURL: embedded?.baseURL ?? baseUrl,
      ...credential,
      ...accountFrom(profile, context.env, baseUrl),
    });
    const { baseURL } = client;
    const recipient = embedded ? profile.id : baseURL;
    const sent = new SentFiles(resolve(context.cwd, data, 'sent'), recipient);
    const notes = new JobNotes(resolve(context.cwd, data, 'asked'));
    return await use(client, profile, {
      ...{ client, profile, baseURL, sent, notes, recipient },
      embedded: embedded !== undefined,
    });
  } catch (error) {
    if (context.signal.aborted) throw new CannotRun('Stopped.', { cause: error });
    const explained = explainProviderError(error, address);
    if (explained instanceof ProviderError) throw new CannotRun(explained.message, { cause: error });
    throw error;
  } finally {
    await embedded?.close();
  }
}

/** Starts the embedded server; what prevents it becomes one sentence (`CannotRun`). */
export async function startBaseline(options: BaselineOptions): Promise<BaselineServer> {
  try {
    return await start(options);
  } catch (error) {
    if (error instanceof BaselineError) throw new CannotRun(error.message, { cause: error });
    throw error;
  }
}

/**
 * The user's leave before anything is sent or spent: `--yes`, or an answer. Throws `CannotRun` when there is nobody
 * to ask, or the answer is no.
 */
export async function askBefore(what: string, yes: boolean | undefined, context: CliContext): Promise<void> {
  if (yes === true) {
    context.say(what);
    return;
  }
  // nobody agrees to what they were not told, with --quiet neither
  const answer = await context.confirm(`${what}\nGo on?`);
  if (answer === undefined)
    throw new CannotRun(`${what}\nNothing was sent: there is no terminal to ask on; add --yes to go on.`);
  if (!answer) throw new CannotRun('Nothing was sent.');
}
