import { useRef, useState } from 'preact/hooks';
import { bytesText } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { usePicture } from '../ui/picture.ts';
import { Select } from '../ui/select.tsx';
import type { ExampleImage } from './exampleImages.ts';
import type { DatasetModel } from './model.ts';
import { change } from './reencodeTotals.tsx';
import type { ImageAt, Reencoding } from './reencoding.ts';
import { SidePicture } from './sidePicture.tsx';

/** Of the pixels before; `0` fits both into their places. */
const ZOOMS = [0, 1, 2, 4] as const;

export interface CompareImagesProps {
  model: DatasetModel;
  image: ImageAt | undefined;
  /** The images of the same example. */
  choices: readonly ExampleImage[];
  preview: Reencoding['preview'];
}

/** An image before and after, side by side at the same size; scrolling one scrolls the other. */
export function CompareImages({ model, image, choices, preview }: CompareImagesProps) {
  const [zoom, setZoom] = useState<number>(0);
  const before = usePicture(model.images, image && model.imageKey(image.line, image.path));
  const [size, setSize] = useState<{ width: number; height: number }>();
  const sides = useRef<HTMLDivElement>(null);
  if (!image) return <p class="compare quiet">{t('The example shown has no image to compare.')}</p>;
  const current = preview?.of.line === image.line && preview.of.path === image.path ? preview : undefined;
  const after = current && 'image' in current ? current.image : undefined;
  const beforeBytes = before.state === 'here' ? before.bytes.length : undefined;
  const scroll = (event: Event) => {
    const from = event.currentTarget as HTMLElement;
    for (const side of sides.current?.querySelectorAll<HTMLElement>('.side-picture') ?? [])
      if (side !== from) side.scrollTo(from.scrollLeft, from.scrollTop);
  };
  const zoomed = zoom > 0 && size ? { width: size.width * zoom, height: size.height * zoom } : undefined;
  const shown = choices.find(({ path }) => path === image.path);
  return (
    <section class="compare" aria-label={t('Before and after')}>
      <div class="bar">
        {choices.length > 1 ? (
          <Select
            label={t('Image to compare')}
            value={image.path}
            choices={choices.map(({ path, label }) => ({ value: path, text: label }))}
            onChange={(path) => {
              model.edits.reencoding.look({ line: image.line, path });
            }}
          />
        ) : null}
        <Select
          label={t('Zoom')}
          value={String(zoom)}
          choices={ZOOMS.map((each) => ({ value: String(each), text: each === 0 ? t('Fit') : t('{0} %', each * 100) }))}
          onChange={(value) => {
            setZoom(Number(value));
          }}
        />
      </div>
      <div class="sides-compared" ref={sides}>
        <SidePicture
          label={t('Before')}
          bytes={before.state === 'here' ? before.bytes : undefined}
          words={[
            t('Before'),
            size ? `${shown?.image.format ?? ''} ${size.width}×${size.height}` : '',
            beforeBytes === undefined ? '' : bytesText(beforeBytes),
          ]
            .filter((text) => text !== '')
            .join(' · ')}
          zoomed={zoomed}
          onScroll={scroll}
          onSize={setSize}
        />
        {current && 'failure' in current ? (
          <p class="failure">{current.failure}</p>
        ) : (
          <SidePicture
            label={t('After')}
            bytes={after?.bytes}
            words={
              after
                ? [
                    t('After'),
                    `${after.format} ${after.width}×${after.height}`,
                    after.unchanged
                      ? t('left as it is')
                      : `${bytesText(after.bytes.length)} ${change(beforeBytes ?? 0, after.bytes.length)}`.trim(),
                  ].join(' · ')
                : t('After')
            }
            zoomed={zoomed}
            onScroll={scroll}
          />
        )}
      </div>
    </section>
  );
}
