import { l10n, MarkdownString } from 'vscode';
import type { FileReport, ModelCost } from '../../lint/finding.ts';
import { profileOf } from '../../providers/profiles.ts';
import { formatCount } from '../format.ts';

const dollars = (usd: number) => `$${usd < 10 && usd > 0 ? usd.toFixed(2) : formatCount(Math.round(usd))}`;

/** `1.4 M`: short, three figures at most. */
export function shortCount(count: number): string {
  if (count < 10_000) return formatCount(count);
  const [value, unit] = count < 999_500 ? [count / 1e3, 'k'] : [count / 1e6, 'M'];
  return `${value < 10 ? value.toFixed(1) : formatCount(Math.round(value))} ${unit}`;
}

const epochsText = (epochs: number) => (epochs === 1 ? l10n.t('1 epoch') : l10n.t('{0} epochs', epochs));

/** "about $105 for 3 epochs"; empty where nothing is paid or no price is known. */
export function priceText({ cost, purpose }: FileReport): string {
  return cost && purpose === 'train' && cost.usd > 0
    ? l10n.t('about {0} for {1}', dollars(cost.usd), epochsText(cost.epochs))
    : '';
}

/** "0 errors, 2 warnings, 1 hint", of several files together; "no problems" where there are none. */
export function countsText(reports: readonly FileReport[]): string {
  const sum = (severity: keyof FileReport['counts']) =>
    reports.reduce((total, { counts }) => total + counts[severity], 0);
  const found = [
    [sum('error'), l10n.t('1 error'), l10n.t('{0} errors', formatCount(sum('error')))],
    [sum('warning'), l10n.t('1 warning'), l10n.t('{0} warnings', formatCount(sum('warning')))],
    [sum('info'), l10n.t('1 hint'), l10n.t('{0} hints', formatCount(sum('info')))],
  ] as const;
  if (found.every(([count]) => count === 0)) return l10n.t('no problems');
  return found.map(([count, one, many]) => (count === 1 ? one : many)).join(', ');
}

/** "721 examples, 5,047 images, 1.4 M tokens, about $105 for 3 epochs" */
export function fileText(report: FileReport): string {
  const { examples, images, tokens } = report;
  return [
    examples === 1 ? l10n.t('1 example') : l10n.t('{0} examples', formatCount(examples)),
    images === 1 ? l10n.t('1 image') : l10n.t('{0} images', formatCount(images)),
    l10n.t('{0} tokens', shortCount(tokens.total)),
    priceText(report),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

const row = ({ provider, model, tokens, epochs, price, usd }: ModelCost) =>
  `| ${profileOf(provider).name} | ${model} | ${formatCount(tokens)} | × ${epochs} | × $${price.toFixed(2)} | = ${dollars(usd)} |`;

/** Where the figures come from: tokens, and the price with every model whose price is known. */
export function costTable({ tokens, costs, purpose, provider }: FileReport): MarkdownString {
  const text = new MarkdownString();
  text.supportThemeIcons = true;
  text.appendMarkdown(
    `${l10n.t('{0} tokens: {1} of texts, {2} of images', formatCount(tokens.total), formatCount(tokens.text), formatCount(tokens.image))}\n\n`,
  );
  if (tokens.overContext > 0)
    text.appendMarkdown(
      `$(warning) ${l10n.t('Examples longer than the training context, which would be cut: {0}', formatCount(tokens.overContext))}\n\n`,
    );
  if (purpose !== 'train') {
    text.appendMarkdown(l10n.t('Only training files are paid for.'));
    return text;
  }
  const paid = costs.filter(({ price }) => price > 0);
  const ordered = paid.toSorted((a, b) => Number(b.provider === provider) - Number(a.provider === provider));
  text.appendMarkdown(
    [
      l10n.t('**Estimate:** tokens × epochs × price of a million tokens'),
      '',
      `| ${l10n.t('Vendor')} | ${l10n.t('Model')} | ${l10n.t('Tokens')} | ${l10n.t('Epochs')} | ${l10n.t('Price')} | |`,
      '|:--|:--|--:|--:|--:|--:|',
      ...ordered.map(row),
      '',
      l10n.t(
        'Tokens are those of one epoch, images by the formula of each model. Vendors choose epochs by themselves unless told.',
      ),
    ].join('\n'),
  );
  return text;
}
