import { commands, l10n, window, workspace, type Uri } from 'vscode';
import type { FileReport } from '../../lint/finding.ts';
import type { Account } from './account.ts';
import { formatBytes, formatCount } from '../format.ts';

/** Says what leaves the machine, what training on it costs and what the linter warns of, and asks for leave. */
export async function askToSend({ recipient }: Account, file: Uri, report: FileReport): Promise<boolean> {
  const question = l10n.t('Send {0} to {1}?', workspace.asRelativePath(file), recipient);
  const detail = [whatLeaves(report), whatItCosts(report), warningsOf(report)].filter(Boolean).join('\n');
  const send = l10n.t('Send');
  const show = l10n.t('Show Problems');
  const buttons = report.counts.warning > 0 ? [send, show] : [send];
  const tell = report.counts.warning > 0 ? window.showWarningMessage : window.showInformationMessage;
  const answer = await tell(question, { modal: true, detail }, ...buttons);
  if (answer === show) await commands.executeCommand('visionFineTuning.showProblemList', file.toString());
  return answer === send;
}

const whatLeaves = ({ examples, images, bytes, tokens }: FileReport) =>
  l10n.t(
    '{0} examples, {1} images, {2}, about {3} tokens leave this machine.',
    formatCount(examples),
    formatCount(images),
    formatBytes(bytes),
    formatCount(tokens.total),
  );

const whatItCosts = ({ cost }: FileReport) =>
  cost && cost.usd > 0
    ? l10n.t(
        'Sending costs nothing; training {0} on it costs about ${1} an epoch (estimate).',
        cost.model,
        (cost.usd / cost.epochs).toFixed(2),
      )
    : '';

const warningsOf = ({ counts: { warning } }: FileReport) =>
  warning === 0
    ? ''
    : warning === 1
      ? l10n.t('The linter has 1 warning.')
      : l10n.t('The linter has {0} warnings.', formatCount(warning));
