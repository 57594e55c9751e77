import { l10n } from 'vscode';
import type { ReencodedLines } from '../../protocol/imageTasks.ts';
import { formatBytes, formatCount } from '../format.ts';

/** "318 of 320 images re-encoded, 12 MB are 4 MB now; 2 could not be decoded: examples 12, 40." */
export function reencodedSentence(done: ReencodedLines): string {
  const { images, reencoded, left, failed, failedLines, failedLineCount, before, after } = done;
  if (images === 0) return l10n.t('There are no images in these examples that could be re-encoded.');
  const all = l10n.t('{0} of {1} images re-encoded', formatCount(reencoded), formatCount(images));
  const size = reencoded > 0 ? l10n.t(', {0} are {1} now', formatBytes(before), formatBytes(after)) : '';
  const kept = left > 0 ? l10n.t('; {0} would not get smaller and are left as they were', formatCount(left)) : '';
  const named = failedLines.map((line) => formatCount(line + 1)).join(', ');
  const more = failedLineCount > failedLines.length ? ', …' : '';
  const undecoded =
    failed > 0 ? l10n.t('; {0} could not be decoded: examples {1}', formatCount(failed), named + more) : '';
  return `${all}${size}${kept}${undecoded}.`;
}
