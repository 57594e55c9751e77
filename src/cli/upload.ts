import { Option } from 'commander';
import { profileOf } from '../providers/profiles.ts';
import type { AddCommand } from './program.ts';
import { addProviderOptions, withProvider, type ProviderFlags } from './provider.ts';
import { needsJobs, sendFile } from './trainingFiles.ts';

interface UploadFlags extends ProviderFlags {
  format: 'text' | 'json';
}

export const addUpload: AddCommand = (program, context, exit) => {
  const command = program
    .command('upload')
    .description('Send a training file to the provider and print its id.')
    .argument('<file>', 'a training file (JSON lines)')
    .addOption(new Option('--format <format>', 'of the result').choices(['text', 'json']).default('text'));
  addProviderOptions(command).action(async (file: string, flags: UploadFlags) => {
    needsJobs(profileOf(flags.provider));
    const id = await withProvider(flags, context, (_, __, provider) => sendFile(provider, file, context));
    context.print(flags.format === 'json' ? JSON.stringify({ version: 1, file: id }) : id);
    exit(0);
  });
};
