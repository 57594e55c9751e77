import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { ImageView, PartView } from '../../src/protocol/datasetPage.ts';
import { BlobImage } from '../ui/blobImage.tsx';
import { t } from '../ui/l10n.ts';
import { usePicture } from '../ui/picture.ts';
import { Tools } from '../ui/tools.tsx';
import { ImageActionButtons, useImageActions } from './imageActions.tsx';
import { captions, isLittle, shownSize, sideFor } from './imageFacts.ts';
import { ImagePlaceholder, whyNotDrawn } from './imagePlaceholder.tsx';
import type { DatasetModel } from './model.ts';

interface DrawnProps {
  model: DatasetModel;
  line: number;
  path: string;
  image: ImageView;
  label: string;
  onLoad: () => void;
}

/** The picture itself: a click or a key opens it large. */
function Drawn({ model, line, path, image, label, onLoad }: DrawnProps) {
  const side = sideFor(image);
  const picture = usePicture(model.images, model.imageKey(line, path, side));
  const [natural, setNatural] = useState<{ width: number; height: number }>();
  const [broken, setBroken] = useState(false);
  if (picture.state === 'error' || picture.state === 'none' || broken)
    return (
      <ImagePlaceholder image={image} onLoad={onLoad}>
        {picture.state === 'error' ? picture.message : t('This picture cannot be drawn here.')}
      </ImagePlaceholder>
    );
  const shown = side === undefined ? natural : natural && shownSize(image);
  const size = shown ?? shownSize(image);
  return (
    <button
      type="button"
      class={natural ? 'picture' : 'picture loading'}
      style={size.width > 0 ? { '--width': size.width, '--height': size.height } : {}}
      aria-label={label}
      aria-haspopup="dialog"
      title={t('Open large')}
      data-action="view"
      onClick={() => {
        model.view(path);
      }}
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
    </button>
  );
}

export interface ImagePartProps {
  model: DatasetModel;
  line: number;
  part: Extract<PartView, { type: 'image' }>;
  label: string;
  tools: ComponentChildren;
}

/** A picture in its natural pixels with the facts about it; one behind an address once the user allows it. */
export function ImagePart({ model, line, part, label, tools }: ImagePartProps) {
  const { image, path } = part;
  const { actions, status } = useImageActions(model, line, path, image);
  const why = whyNotDrawn(image);
  const load = () => void model.host.allowWebImages(line, path);
  return (
    <figure class={why !== undefined || isLittle(image) ? 'image tools-below' : 'image'} data-path={path}>
      {why === undefined ? (
        <Drawn key={image.access} model={model} line={line} path={path} image={image} label={label} onLoad={load} />
      ) : (
        <ImagePlaceholder image={image} onLoad={load}>
          {why}
        </ImagePlaceholder>
      )}
      <figcaption class="small">
        {captions(image).map((text, index) => (
          <span key={index}>{text}</span>
        ))}
        <span role="status">{status}</span>
      </figcaption>
      {actions.length > 0 || tools ? (
        <Tools label={label}>
          <span class="tools-group">
            <ImageActionButtons actions={actions} />
          </span>
          <span class="tools-group">{tools}</span>
        </Tools>
      ) : null}
    </figure>
  );
}
