import assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';

interface Manifest {
  contributes?: {
    commands?: { command: string }[];
    views?: Record<string, { id: string }[]>;
  };
}

describe('commands', () => {
  it('are the same in the manifest and in the running extension', async () => {
    const extension = extensions.getExtension('vision-fine-tuning.vision-fine-tuning');
    assert.ok(extension, 'the extension is not there');
    await extension.activate();
    const { contributes } = extension.packageJSON as Manifest;
    const views = Object.values(contributes?.views ?? {}).flat();
    const declared = (contributes?.commands ?? []).map(({ command }) => command);
    // VS Code adds commands of its own for every view: VIEW.focus, VIEW.open and the like.
    const registered = (await commands.getCommands()).filter(
      (id) => id.startsWith('visionFineTuning.') && !views.some((view) => id.startsWith(`${view.id}.`)),
    );
    assert.deepEqual(registered.sort(), declared.sort());
  });
});
