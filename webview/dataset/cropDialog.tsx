import { useEffect, useState } from 'preact/hooks';
import { bytesText } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { usePicture } from '../ui/picture.ts';
import { Select } from '../ui/select.tsx';
import type { Cropping } from './cropping.ts';
import { CropFields } from './cropFields.tsx';
import { CropStage } from './cropStage.tsx';
import { heldImages, type ExampleImage } from './exampleImages.ts';
import { ImageDialog } from './imageDialog.tsx';
import { captions, shownSize, sideFor } from './imageFacts.ts';
import { ImagePlaceholder, whyNotDrawn } from './imagePlaceholder.tsx';
import type { DatasetModel } from './model.ts';
import { change } from './reencodeTotals.tsx';
import { SidePicture } from './sidePicture.tsx';

/** Leaves of an image the part that is drawn on it, with a look at what becomes of it. */
export function CropDialog({ model }: { model: DatasetModel }) {
  const { cropping } = model.edits;
  const { image: at } = cropping;
  const example = at && model.shown && 'example' in model.shown ? model.shown.example : undefined;
  const images = example?.line === at?.line && example ? heldImages(example) : [];
  const image = images.find(({ path }) => path === at?.path);
  const gone = at !== undefined && !image;
  useEffect(() => {
    // the example was left or changed while it was open
    if (gone) cropping.cancel();
  }, [gone, cropping]);
  return at && image ? <Opened model={model} line={at.line} images={images} image={image} /> : null;
}

interface OpenedProps {
  model: DatasetModel;
  line: number;
  images: readonly ExampleImage[];
  image: ExampleImage;
}

function Opened({ model, line, images, image }: OpenedProps) {
  const { cropping } = model.edits;
  const { area, size, running, failure } = cropping;
  const { path, label, image: view } = image;
  /** The path of one that cannot be drawn. */
  const [broken, setBroken] = useState<string>();
  const why = whyNotDrawn(view) ?? (broken === path ? t('This picture cannot be drawn here.') : undefined);
  const picture = usePicture(model.images, why === undefined ? model.imageKey(line, path, sideFor(view)) : undefined);
  const onArea: Cropping['set'] = (to, settled) => {
    cropping.set(to, settled);
  };
  const apply = () => void cropping.apply();
  return (
    <ImageDialog
      title={t('Crop image')}
      kind="crop"
      running={running}
      failure={failure}
      action={t('Crop')}
      ready={cropping.ready}
      onApply={apply}
      onCancel={() => {
        cropping.cancel();
      }}
    >
      <div class="crop-sides">
        <section class="crop-before" aria-label={t('Before')}>
          <p class="small">{[t('Before'), ...captions(view)].join(' · ')}</p>
          {why === undefined ? (
            <CropStage
              bytes={picture.state === 'here' ? picture.bytes : undefined}
              size={size}
              area={area}
              label={label}
              onArea={onArea}
              onApply={apply}
              onError={() => {
                setBroken(path);
              }}
            />
          ) : (
            <ImagePlaceholder image={view} onLoad={() => undefined}>
              {why}
            </ImagePlaceholder>
          )}
        </section>
        <section class="crop-after" aria-label={t('After')}>
          {images.length > 1 ? (
            <Select
              label={t('Image to crop')}
              value={path}
              choices={images.map((each) => ({ value: each.path, text: each.label }))}
              onChange={(chosen) => {
                const other = images.find((each) => each.path === chosen);
                if (other) cropping.show({ line, path: other.path }, shownSize(other.image));
              }}
            />
          ) : null}
          <CropFields area={area} size={size} disabled={running} onArea={onArea} />
          <p id="crop-keys" class="small quiet">
            {t('Draw on the picture, or use the arrows: alone they move the part, with Shift they resize it.')}
          </p>
          <Result cropping={cropping} before={view.bytes} />
        </section>
      </div>
    </ImageDialog>
  );
}

/** What would stand in the file. */
function Result({ cropping, before }: { cropping: Cropping; before: number }) {
  const { preview } = cropping;
  const facts = preview ? captions(preview.image) : [];
  const bytes = preview && bytesText(preview.image.bytes);
  const words = facts.map((fact) =>
    fact === bytes ? `${fact} ${change(before, preview?.image.bytes ?? 0)}`.trim() : fact,
  );
  return (
    <>
      <p class="unseen" role="status">
        {preview ? [t('After'), ...words].join(', ') : ''}
      </p>
      <SidePicture label={t('After')} bytes={preview?.bytes} words={[t('After'), ...words].join(' · ')} />
    </>
  );
}
