import { bytesText } from '../ui/format.ts';
import { plural, t } from '../ui/l10n.ts';
import type { Reencoding } from './reencoding.ts';

const percent = (fraction: number) => Math.round(fraction * 100);

/** What encoding many images would come to, or how far it is. */
export function ReencodeTotals({ reencoding }: { reencoding: Reencoding }) {
  const { scope, survey, estimate, progress, running } = reencoding;
  if (scope === 'image') return null;
  if (progress !== undefined) {
    const says = running ? t('Re-encoding images') : t('Looking through the images');
    return (
      <div class="totals">
        <span>{t('{0}: {1} %', says, percent(progress))}</span>
        <progress aria-label={says} value={progress} />
      </div>
    );
  }
  if (!survey) return <div class="totals" />;
  const { images, places, bytes } = survey;
  const where =
    places > images
      ? t('{0} in {1} places', plural(images, '{0} image', '{0} images'), places)
      : plural(images, '{0} image', '{0} images');
  return (
    <p class="totals" role="status">
      {images === 0
        ? t('There are no images in these examples that could be re-encoded.')
        : `${where} · ${bytesText(bytes)}`}
      {estimate && images > 0 ? (
        <>
          {' → '}
          <strong>
            {estimate.tried < images ? t('about {0}', bytesText(estimate.bytes)) : bytesText(estimate.bytes)}
          </strong>{' '}
          {change(bytes, estimate.bytes)}
          <span class="quiet">
            {' · '}
            {estimate.tried < images
              ? t('estimate: {0} of {1} images tried', estimate.tried, images)
              : t('all images tried')}
            {estimate.failed > 0 ? ` · ${t('{0} cannot be decoded', estimate.failed)}` : ''}
          </span>
        </>
      ) : null}
    </p>
  );
}

/** "(−56 %)" */
export function change(before: number, after: number): string {
  if (before === 0 || before === after) return '';
  const by = percent(after / before - 1);
  return by < 0 ? t('(−{0} %)', -by) : t('(+{0} %)', by);
}
