import { l10n } from 'vscode';
import type { DatasetEdit } from '../../dataset/edits.ts';
import type { Example } from '../../dataset/example.ts';
import { countOf, type LineRange } from '../../dataset/lineRanges.ts';
import { messagesOf } from './messages.ts';

/** What an edit is called in the Edit menu: "Change answer of example 52". */
export function editLabel(edit: DatasetEdit, example: Example | { kind: 'long' }): string {
  if ('at' in edit) return l10n.t('Add example {0}', edit.at + 1);
  if ('lines' in edit) return examplesLabel(edit);
  const number = edit.line + 1;
  const whole = edit.path === undefined || !/\/content\/\d+$/.test(edit.path);
  switch (edit.kind) {
    case 'text':
      return l10n.t('Change {0} of example {1}', textName(edit.path, roleAt(edit.path, example)), number);
    case 'role':
      return l10n.t('Change role in example {0}', number);
    case 'weight':
      return l10n.t('Change weight in example {0}', number);
    case 'detail':
      return l10n.t('Change detail of an image of example {0}', number);
    case 'name':
      return l10n.t('Change name in example {0}', number);
    case 'addPart':
      return l10n.t('Add text to example {0}', number);
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
    case 'insertImage':
      return edit.urls.length === 1
        ? l10n.t('Insert image into example {0}', number)
        : l10n.t('Insert {0} images into example {1}', edit.urls.length, number);
    case 'replaceImage':
      if (edit.by === 'cropping') return l10n.t('Crop image of example {0}', number);
      return edit.by === 'reencoding'
        ? l10n.t('Re-encode image of example {0}', number)
        : l10n.t('Replace image of example {0}', number);
  }
}

function examplesLabel({ kind, lines }: Extract<DatasetEdit, { lines: LineRange[] }>): string {
  const count = countOf(lines);
  const what = count === 1 ? l10n.t('example {0}', (lines[0]?.from ?? 0) + 1) : l10n.t('{0} examples', count);
  if (kind === 'removeExamples') return l10n.t('Delete {0}', what);
  return kind === 'duplicateExamples' ? l10n.t('Duplicate {0}', what) : l10n.t('Move {0}', what);
}

function textName(path: string, role: string): string {
  if (path.endsWith('/arguments')) return l10n.t('arguments of a call');
  if (path.endsWith('/refusal')) return l10n.t('refusal');
  if (role === 'assistant') return l10n.t('answer');
  if (role === 'user') return l10n.t('question');
  return role === 'system' ? l10n.t('system prompt') : l10n.t('text');
}

function roleAt(path: string, example: Example | { kind: 'long' }): string {
  return messagesOf(example).find((message) => path.startsWith(`${message.path}/`))?.role ?? '';
}
