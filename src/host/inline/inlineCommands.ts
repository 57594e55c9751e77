import { l10n } from 'vscode';
import type { CommandContext } from '../commandContext.ts';
import { Hint } from '../report.ts';

/** Looks for the training examples nearest to the example in sight, which the page lists under it. */
export function showNearest({ editors }: CommandContext): void {
  sessionOf(editors).showNearest();
}

/** Opens the reference answer of the example in sight for writing. */
export function editLabel({ editors }: CommandContext): void {
  sessionOf(editors).editLabel();
}

function sessionOf({ active }: CommandContext['editors']) {
  if (!active) throw new Hint(l10n.t('Open a training file in the Dataset editor first.'));
  return active.session;
}
