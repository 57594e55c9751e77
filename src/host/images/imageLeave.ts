import { l10n } from 'vscode';
import type { AllowedImages, NeedsLeave } from '../../protocol/recipeTasks.ts';
import { agreed } from '../agreed.ts';
import { formatCount } from '../format.ts';

/**
 * Does what reads a recipe's images; once more with the user's leave where that is needed.
 * @param allow the button that gives it
 * @returns `undefined` where the user does not
 */
export async function withLeave<T extends object | string>(
  allow: string,
  work: (allowed: AllowedImages) => Promise<T | NeedsLeave>,
): Promise<T | undefined> {
  const first = await work({ allowOutside: false, allowWeb: [] });
  if (!needsLeave(first)) return first;
  if (!(await mayRead(first, allow))) return undefined;
  const again = await work({ allowOutside: first.outside.length > 0, allowWeb: Object.keys(first.hosts) });
  if (needsLeave(again)) throw new Error(again.needs);
  return again;
}

export const needsLeave = (result: object | string): result is NeedsLeave =>
  typeof result === 'object' && 'needs' in result;

/** What a table says allows nothing: files elsewhere and hosts of the web are the user's to allow, each time. */
function mayRead({ hosts, outside }: NeedsLeave, allow: string): Promise<boolean> {
  const details = Object.entries(hosts).map(([host, count]) =>
    count === 1 ? l10n.t('1 image of {0}', host) : l10n.t('{0} images of {1}', formatCount(count), host),
  );
  const question =
    details.length === 0
      ? l10n.t('Read images outside the folder of the recipe?')
      : outside.length === 0
        ? l10n.t('Fetch images from the web?')
        : l10n.t('Fetch images from the web, and read images outside the folder of the recipe?');
  return agreed(question, [...details, ...outside].join('\n'), allow);
}
