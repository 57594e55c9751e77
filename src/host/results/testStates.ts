import { l10n, workspace } from 'vscode';
import type { TestState } from '../../evaluate/runSummary.ts';

/** What is to be known where a test file is not what runs were made on, in a sentence each. */
export function testWarnings(
  test: string,
  names: readonly string[],
  states: readonly (TestState | undefined)[],
): string[] {
  const file = workspace.asRelativePath(test);
  if (states.includes('missing'))
    return [l10n.t('{0} is gone: put it back to see its images and to evaluate on it again.', file)];
  const older = names.filter((_, at) => states[at] === 'changed');
  if (older.length === 0) return [];
  return [
    l10n.t(
      '{0} has changed since {1} answered: images and lines below may be of other questions. Evaluate again, or put back what it was.',
      file,
      older.join(', '),
    ),
  ];
}
