import { l10n } from 'vscode';
import type { DatasetEdit } from '../dataset/edits.ts';
import type { Example } from '../dataset/example.ts';
import { countOf, type LineRange } from '../dataset/lineRanges.ts';

/** What an edit is called in the Edit menu: "Change answer of example 52". */
export function editLabel(edit: DatasetEdit, example: Example | { kind: 'long' }): string {
  if ('lines' in edit) return examplesLabel(edit);
  const number = edit.line + 1;
  const whole = edit.path === undefined || /^\/messages\/\d+$/.test(edit.path);
  switch (edit.kind) {
    case 'text':
      return l10n.t('Change {0} of example {1}', textName(roleAt(edit.path, example)), number);
    case 'role':
      return l10n.t('Change role in example {0}', number);
    case 'weight':
      return l10n.t('Change weight in example {0}', number);
    case 'detail':
      return l10n.t('Change detail of an image of example {0}', number);
    case 'addMessage':
      return l10n.t('Add message to example {0}', number);
    case 'remove':
      return whole ? l10n.t('Delete message of example {0}', number) : l10n.t('Delete part of example {0}', number);
    case 'duplicate':
      return whole
        ? l10n.t('Duplicate message of example {0}', number)
        : l10n.t('Duplicate part of example {0}', number);
    case 'move':
      return whole ? l10n.t('Move message of example {0}', number) : l10n.t('Move part of example {0}', number);
  }
}

function examplesLabel({ kind, lines }: Extract<DatasetEdit, { lines: LineRange[] }>): string {
  const count = countOf(lines);
  const what = count === 1 ? l10n.t('example {0}', (lines[0]?.from ?? 0) + 1) : l10n.t('{0} examples', count);
  if (kind === 'removeExamples') return l10n.t('Delete {0}', what);
  return kind === 'duplicateExamples' ? l10n.t('Duplicate {0}', what) : l10n.t('Move {0}', what);
}

function textName(role: string): string {
  if (role === 'assistant') return l10n.t('answer');
  if (role === 'user') return l10n.t('question');
  return role === 'system' ? l10n.t('system prompt') : l10n.t('text');
}

function roleAt(path: string, example: Example | { kind: 'long' }): string {
  const message = /^\/messages\/\d+/.exec(path)?.[0];
  return example.kind === 'chat' ? (example.messages.find((found) => found.path === message)?.role ?? '') : '';
}
