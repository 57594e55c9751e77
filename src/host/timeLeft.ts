import { l10n } from 'vscode';
import { remaining } from '../dataset/remaining.ts';
import type { Progressing } from './progress.ts';

/** Adds to each message how long it will still take. */
export function withTimeLeft({ onProgress }: Progressing, now = Date.now): Progressing['onProgress'] {
  const start = now();
  return (fraction, message) => {
    const seconds = remaining(fraction, now() - start);
    onProgress(fraction, seconds === undefined ? message : [message, timeText(seconds)].filter(Boolean).join(', '));
  };
}

/** Said of a task under way. */
export function timeText(seconds: number): string {
  return seconds < 90 ? l10n.t('about {0} s left', seconds) : l10n.t('about {0} min left', Math.round(seconds / 60));
}
