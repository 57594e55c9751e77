import assert from 'node:assert/strict';
import { commands, TabInputCustom, Uri, window, workspace } from 'vscode';
import { trainingFile } from '../support/lines.ts';

describe('a .jsonl file', () => {
  it('opens in the dataset editor', async () => {
    const folder = workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder, 'no folder is open');
    const file = Uri.joinPath(folder, 'train.jsonl');
    await workspace.fs.writeFile(file, Buffer.from(trainingFile(10)));
    await commands.executeCommand('vscode.open', file);
    const input = window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof TabInputCustom);
    assert.equal(input.viewType, 'visionFineTuning.dataset');
  });
});
