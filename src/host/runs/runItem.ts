import { basename } from 'node:path';
import {
  env,
  l10n,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  workspace,
} from 'vscode';
import type { RunSummary } from '../../evaluate/runSummary.ts';
import { formatCount } from '../format.ts';
import type { FoundRun } from './foundRuns.ts';
import type { Grouping, RunGroup } from './runGroups.ts';

export type RunState = 'going' | 'unfinished' | 'failed' | 'complete' | 'unreadable';

const SIGNS: Readonly<Record<RunState, ThemeIcon>> = {
  going: new ThemeIcon('sync~spin'),
  unfinished: new ThemeIcon('debug-pause'),
  failed: new ThemeIcon('error', new ThemeColor('testing.iconFailed')),
  unreadable: new ThemeIcon('warning', new ThemeColor('list.warningForeground')),
  complete: new ThemeIcon('check', new ThemeColor('testing.iconPassed')),
};

export function stateOf({ done, errors, total, failure }: RunSummary, isGoing: boolean): RunState {
  if (failure !== undefined) return 'unreadable';
  if (isGoing) return 'going';
  if (done > 0 && errors === done) return 'failed';
  return done < total ? 'unfinished' : 'complete';
}

export function groupItem({ key, runs }: RunGroup, grouping: Grouping, test: RunSummary['test'] | undefined): TreeItem {
  const item = new TreeItem(groupLabel(key, grouping), TreeItemCollapsibleState.Expanded);
  item.id = `${grouping} ${key}`;
  item.contextValue = 'runs';
  item.description = [String(runs.length), test && TEST_WORDS[test]()].filter(Boolean).join(' · ');
  item.tooltip = [key, test && TEST_SENTENCES[test]()].filter(Boolean).join('\n');
  return item;
}

function groupLabel(key: string, grouping: Grouping): string {
  if (grouping === 'test') return workspace.asRelativePath(key);
  return grouping === 'date' ? new Date(`${key}T00:00`).toLocaleDateString(env.language, { dateStyle: 'long' }) : key;
}

const TEST_WORDS: Readonly<Record<RunSummary['test'], () => string>> = {
  same: () => '',
  changed: () => l10n.t('test file changed'),
  missing: () => l10n.t('test file missing'),
};

const TEST_SENTENCES: Readonly<Record<RunSummary['test'], () => string>> = {
  same: () => '',
  changed: () => l10n.t('The test file has changed since: evaluate again, or put back what it was.'),
  missing: () => l10n.t('The test file is gone: put it back to see its images and to evaluate on it again.'),
};

const ARM_WORDS: Readonly<Record<FoundRun['info']['arm'], () => string>> = {
  normal: () => '',
  blank: () => l10n.t('blank images'),
  shuffled: () => l10n.t('shuffled images'),
};

/** @param summary `undefined` while it is read */
export function runItem(run: FoundRun, summary: RunSummary | undefined, isGoing: boolean): TreeItem {
  const { info, folder } = run;
  const state = summary && stateOf(summary, isGoing);
  const started = new Date(info.started);
  const accuracy = summary && summary.done > 0 ? percentText(summary.strict.value) : '';
  const progress = summary && state ? stateText(state, summary) : '';
  const arm = ARM_WORDS[info.arm]();
  // a run's name says its arm unless it was renamed
  const named = info.name.includes(arm) ? '' : arm;
  const test = summary ? TEST_WORDS[summary.test]() : '';
  const item = new TreeItem(info.name);
  item.id = `run ${folder}`;
  item.description = [accuracy, progress, named, started.toLocaleDateString(env.language), test]
    .filter(Boolean)
    .join(' · ');
  item.iconPath = state ? SIGNS[state] : new ThemeIcon('loading~spin');
  item.contextValue = `run-${state ?? 'reading'}`;
  item.tooltip = tooltip(run, summary, state);
  item.accessibilityInformation = { label: [info.name, item.description].join(', ') };
  item.command = { command: 'visionFineTuning.openRun', title: l10n.t('Open Run'), arguments: [{ kind: 'run', run }] };
  return item;
}

const percentText = (value: number) =>
  `${(value * 100).toLocaleString(env.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} %`;

function stateText(state: RunState, { done, total }: RunSummary): string {
  if (state === 'complete') return '';
  if (state === 'failed') return l10n.t('failed');
  if (state === 'unreadable') return l10n.t('cannot be read');
  return l10n.t('{0} of {1} answered', formatCount(done), formatCount(total));
}

function tooltip({ info, folder, test }: FoundRun, summary: RunSummary | undefined, state: RunState | undefined) {
  const parameters = Object.entries(info.parameters).map(([name, value]) => `${name} ${String(value)}`);
  const lines = [
    info.name,
    l10n.t('{0}, {1}', info.model, info.baseURL ?? info.provider),
    [ARM_WORDS[info.arm](), ...parameters].filter(Boolean).join(', '),
    l10n.t('{0} examples of {1}', formatCount(info.test.examples), workspace.asRelativePath(test)),
    l10n.t('begun {0}', new Date(info.started).toLocaleString(env.language)),
    summary && state !== undefined && summary.done > 0 ? accuracyLine(summary) : '',
    summary && summary.errors > 0 ? l10n.t('{0} without an answer, counted as wrong', formatCount(summary.errors)) : '',
    summary?.failure ?? '',
    summary ? TEST_SENTENCES[summary.test]() : '',
    info.notes ?? '',
    basename(folder) === info.name ? '' : basename(folder),
  ];
  return new MarkdownString().appendText(lines.filter(Boolean).join('\n'));
}

const accuracyLine = ({ strict: { value, low, high, correct, n } }: RunSummary) =>
  l10n.t(
    '{0} right, strict match: {1} of {2} (95 % {3} to {4})',
    ...[percentText(value), formatCount(correct), formatCount(n), percentText(low), percentText(high)],
  );
