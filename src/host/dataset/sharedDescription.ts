import { l10n } from 'vscode';
import type { LooseMessage } from '../../dataset/example.ts';

/** "system prompt, 6 few-shots, 6 images": what the messages are that all examples share. */
export function describeShared(messages: readonly LooseMessage[]): string {
  const count = (role: string) => messages.filter((message) => message.role === role).length;
  const images = messages.flatMap(({ parts }) => parts).filter(({ type }) => type === 'image').length;
  const shots = count('assistant');
  const asked = count('user') - shots;
  return [
    count('system') > 0 && l10n.t('system prompt'),
    asked > 0 && (asked === 1 ? l10n.t('1 user message') : l10n.t('{0} user messages', asked)),
    shots > 0 && (shots === 1 ? l10n.t('1 few-shot') : l10n.t('{0} few-shots', shots)),
    images > 0 && (images === 1 ? l10n.t('1 image') : l10n.t('{0} images', images)),
  ]
    .filter((part) => part !== false)
    .join(', ');
}
