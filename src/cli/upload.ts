import { addProviderOptions, withProvider, type ProviderFlags } from './provider.ts';
import type { AddCommand } from './program.ts';
import { needsJobs, sendFile } from './trainingFiles.ts';
import { profileOf } from '../providers/profiles.ts';

export const addUpload: AddCommand = (program, context, exit) => {
  const command = program
    .command('upload')
    .description('Send a training file to the provider and print its id.')
    .argument('<file>', 'a training file (JSON lines)');
  addProviderOptions(command).action(async (file: string, flags: ProviderFlags) => {
    needsJobs(profileOf(flags.provider));
    const id = await withProvider(flags, context, (client, profile) => sendFile(client, profile, file, context));
    context.print(id);
    exit(0);
  });
};
