import type { ImageView } from '../../src/protocol/datasetPage.ts';
import { TextButton } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';

/** Why a picture is not drawn, in a sentence; `undefined` for one that is. */
export function whyNotDrawn(image: ImageView): string | undefined {
  if (image.undrawn === 'pixels')
    return t('This picture has too many pixels to be drawn: it can be saved and opened elsewhere.');
  if (image.undrawn === 'size') return t('This picture does not tell its size and is not drawn.');
  if (image.source === 'url')
    return image.access === 'load' ? undefined : (image.url ?? t('A picture behind an address'));
  if (image.source === 'data') return undefined;
  return image.format === 'SVG'
    ? t('An SVG picture may hold scripts and is not drawn.')
    : t('This is no picture that can be decoded.');
}

/** What to know of an address that is not loaded. */
function accessText(access: ImageView['access']): string | undefined {
  if (access === 'untrusted') return t('Pictures from the web are loaded in a trusted workspace only.');
  if (access === 'never') return t('Only addresses that begin with https or http are loaded.');
  return undefined;
}

export interface ImagePlaceholderProps {
  image: ImageView;
  /** What happened instead of the picture. */
  children: string;
  onLoad: () => void;
}

/** Stands for a picture that is not drawn; from here one behind an address is loaded, once the user is asked. */
export function ImagePlaceholder({ image, children, onLoad }: ImagePlaceholderProps) {
  const access = accessText(image.access);
  return (
    <div class="placeholder">
      <Icon name={image.source === 'url' ? 'globe' : 'circle-slash'} />
      <span dir="auto">{children}</span>
      {access === undefined ? null : <span class="small">{access}</span>}
      {image.access === 'ask' ? (
        <TextButton action="load" onClick={onLoad}>
          {t('Load Images from the Web…')}
        </TextButton>
      ) : null}
    </div>
  );
}
