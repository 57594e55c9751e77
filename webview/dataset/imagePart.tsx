import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { ImageView, PartView } from '../../src/protocol/datasetPage.ts';
import { BlobImage } from '../ui/blobImage.tsx';
import { bytesText } from '../ui/format.ts';
import { Icon } from '../ui/icons.tsx';
import { plural, t } from '../ui/l10n.ts';
import { usePicture } from '../ui/picture.ts';
import type { DatasetModel } from './model.ts';

/** More pixels than any vendor or viewer takes: such a picture is not decoded for a look. */
const MOST_PIXELS = 268_402_689;

/** "PNG palette 320×320", "2.5 KB", "255 tokens (high)" */
function captions(image: ImageView): string[] {
  const size = image.width !== undefined && image.height !== undefined ? `${image.width}×${image.height}` : undefined;
  const tokens = image.tokens === undefined ? undefined : plural(image.tokens, '{0} token', '{0} tokens');
  return [
    [image.format, image.mode, size].filter((text) => text !== undefined).join(' '),
    image.source === 'url' ? '' : bytesText(image.bytes),
    tokens === undefined ? (image.detail ?? '') : image.detail === undefined ? tokens : `${tokens} (${image.detail})`,
  ].filter((text) => text !== '');
}

function Placeholder({ icon, children }: { icon: 'globe' | 'circle-slash'; children: string }) {
  return (
    <div class="placeholder">
      <Icon name={icon} />
      <span dir="auto">{children}</span>
    </div>
  );
}

interface DrawnProps {
  model: DatasetModel;
  line: number;
  path: string;
  image: ImageView;
  label: string;
}

function Drawn({ model, line, path, image, label }: DrawnProps) {
  const picture = usePicture(model.images, model.imageKey(line, path));
  const [natural, setNatural] = useState<{ width: number; height: number }>();
  const [broken, setBroken] = useState(false);
  if (picture.state === 'error') return <Placeholder icon="circle-slash">{picture.message}</Placeholder>;
  if (picture.state === 'none' || broken)
    return <Placeholder icon="circle-slash">{t('This picture cannot be drawn here.')}</Placeholder>;
  const size = natural ?? { width: image.width ?? 0, height: image.height ?? 0 };
  return (
    <div
      class={natural ? 'picture' : 'picture loading'}
      style={size.width > 0 ? { '--width': size.width, '--height': size.height } : {}}
    >
      {picture.state === 'here' ? (
        <BlobImage
          bytes={picture.bytes}
          alt={label}
          onSize={(width, height) => {
            setNatural({ width, height });
          }}
          onError={() => {
            setBroken(true);
          }}
        />
      ) : null}
    </div>
  );
}

export interface ImagePartProps {
  model: DatasetModel;
  line: number;
  part: Extract<PartView, { type: 'image' }>;
  label: string;
  tools: ComponentChildren;
}

/** A picture in its natural pixels with the facts about it; an address is shown and never loaded. */
export function ImagePart({ model, line, part, label, tools }: ImagePartProps) {
  const { image } = part;
  return (
    <figure class="image" data-path={part.path}>
      {image.source === 'url' ? (
        <Placeholder icon="globe">{image.url ?? t('A picture behind an address')}</Placeholder>
      ) : image.source === 'bad' ? (
        <Placeholder icon="circle-slash">{t('This is no picture that can be decoded.')}</Placeholder>
      ) : (image.width ?? 0) * (image.height ?? 0) > MOST_PIXELS ? (
        <Placeholder icon="circle-slash">{t('This picture has too many pixels to be drawn.')}</Placeholder>
      ) : (
        <Drawn model={model} line={line} path={part.path} image={image} label={label} />
      )}
      <figcaption class="small">
        {captions(image).map((text, index) => (
          <span key={index}>{text}</span>
        ))}
      </figcaption>
      {tools}
    </figure>
  );
}
