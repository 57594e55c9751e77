import { l10n } from 'vscode';
import type { FileReport } from '../../lint/finding.ts';
import type { VendorVerdict } from '../../protocol/problems.ts';
import type { ProviderId } from '../../providers/profile.ts';
import { profileOf } from '../../providers/profiles.ts';
import { ruleTitle } from './ruleTitles.ts';

/** What a rule found, in a word or two: one, and many. The others are told by their titles. */
const FOUND: Readonly<Record<string, readonly [one: string, many: string]>> = {
  'url-image-not-accepted': ['{0} URL image', '{0} URL images'],
  'image-too-large': ['{0} image too large', '{0} images too large'],
  'too-many-images': ['{0} example with too many images', '{0} examples with too many images'],
  'unsupported-format': ['{0} image of another format', '{0} images of another format'],
  'corrupt-image': ['{0} broken image', '{0} broken images'],
  'decompression-bomb': ['{0} image with too many pixels', '{0} images with too many pixels'],
  'image-in-assistant': ['{0} image in an answer', '{0} images in answers'],
  'image-in-system': ['{0} image in a system prompt', '{0} images in system prompts'],
  'bad-data-url': ['{0} bad image address', '{0} bad image addresses'],
  'bad-base64': ['{0} image with broken base64', '{0} images with broken base64'],
  'detail-invalid': ['{0} unknown detail', '{0} unknown details'],
  'not-json': ['{0} line that is not JSON', '{0} lines that are not JSON'],
  'empty-answer': ['{0} empty answer', '{0} empty answers'],
  'no-assistant': ['{0} example without an answer', '{0} examples without an answer'],
  'missing-role': ['{0} message without a role', '{0} messages without a role'],
  'unknown-role': ['{0} unknown role', '{0} unknown roles'],
  'missing-content': ['{0} message without content', '{0} messages without content'],
  'missing-messages': ['{0} line without messages', '{0} lines without messages'],
  'too-few-examples': ['too few examples', 'too few examples'],
  'too-many-image-examples': ['too many examples with images', 'too many examples with images'],
  'file-too-large': ['file too large', 'file too large'],
};

/** "3 URL images" */
function reasonOf(rule: string, count: number): string {
  const [one, many] = FOUND[rule] ?? [];
  if (one !== undefined && many !== undefined) return l10n.t(count === 1 ? one : many, count);
  return count === 1 ? ruleTitle(rule) : l10n.t('{0}: {1}', ruleTitle(rule), count);
}

/** Where a vendor writes itself longer than there is room for. */
const SHORT: Readonly<Partial<Record<ProviderId, string>>> = {
  azure: 'Azure',
  together: 'Together',
  fireworks: 'Fireworks',
  baseline: 'Baseline',
};

/** For whom the file is fit, the vendor it was checked for first. */
export function vendorVerdicts(report: FileReport): VendorVerdict[] {
  const verdicts = report.vendors.map(({ provider, errors, rules: [worst] }): VendorVerdict => {
    const chosen = provider === report.provider;
    const name = SHORT[provider] ?? profileOf(provider).name;
    return { id: provider, name, errors, chosen, ...(worst && { reason: reasonOf(worst.rule, worst.count) }) };
  });
  return verdicts.sort((a, b) => Number(b.chosen) - Number(a.chosen));
}
