import { useEffect, useState } from 'preact/hooks';
import { IconButton, TextButton } from '../ui/controls.tsx';
import { language, t } from '../ui/l10n.ts';
import { usePicture } from '../ui/picture.ts';
import type { Finding } from './findingPlaces.ts';
import { Findings } from './findings.tsx';
import { ImageActionButtons, useImageActions } from './imageActions.tsx';
import { facts, shownSize, sideFor } from './imageFacts.ts';
import { ImagePlaceholder, whyNotDrawn } from './imagePlaceholder.tsx';
import { ImageStage } from './imageStage.tsx';
import type { ViewedImage } from './imageViewer.tsx';
import type { DatasetModel } from './model.ts';
import { useZoom, type Zoom } from './useZoom.ts';

const PAN = 64;

export interface LargeImageProps {
  model: DatasetModel;
  line: number;
  image: ViewedImage;
  count: number;
  at: number;
  findings: readonly Finding[] | undefined;
  file: string;
  onClose: () => void;
  onStep: (by: 1 | -1) => void;
}

/** One image with what moves over it, what is known of it and what can be done with it. */
export function LargeImage({ model, line, image, count, at, findings, file, onClose, onStep }: LargeImageProps) {
  const { path, image: view } = image.part;
  const why = whyNotDrawn(view);
  const picture = usePicture(model.images, why === undefined ? model.imageKey(line, path) : undefined);
  const side = sideFor(view);
  const reducedKey = why === undefined && side !== undefined ? model.imageKey(line, path, side) : undefined;
  const reduced = usePicture(model.images, reducedKey);
  const [natural, setNatural] = useState<{ width: number; height: number }>();
  const [broken, setBroken] = useState(false);
  const zoom = useZoom(natural ?? shownSize(view));
  const { actions, copy, status } = useImageActions(model, line, path, view);
  const { stage } = zoom;
  useEffect(() => {
    stage.current?.focus();
  }, [stage]);
  const previous = () => {
    onStep(-1);
  };
  const next = () => {
    onStep(1);
  };
  const failure =
    why ??
    (picture.state === 'error'
      ? picture.message
      : picture.state === 'none' || broken
        ? t('This picture cannot be drawn here.')
        : undefined);
  const percent = (zoom.scale * 100).toLocaleString(language(), { maximumFractionDigits: zoom.scale < 0.1 ? 1 : 0 });
  const keys: Partial<Record<string, () => void>> = {
    ...keysOf(zoom),
    Escape: onClose,
    PageUp: previous,
    '[': previous,
    PageDown: next,
    ']': next,
  };
  return (
    <div
      class="large"
      onKeyDown={(event) => {
        const run = keys[event.key];
        if (!run || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        event.stopPropagation();
        run();
      }}
      onCopy={(event) => {
        if (!getSelection()?.isCollapsed || failure !== undefined) return;
        event.preventDefault();
        copy();
      }}
    >
      <div class="large-head" role="toolbar" aria-label={t('View')}>
        <IconButton icon="chevron-left" label={t('Previous image (Page Up)')} disabled={at === 0} onClick={previous} />
        <span class="number">{t('{0} of {1}', at + 1, count)}</span>
        <IconButton
          icon="chevron-right"
          label={t('Next image (Page Down)')}
          disabled={at === count - 1}
          onClick={next}
        />
        <span class="cut name">{image.label}</span>
        <span class="buttons">
          <span class="quiet" role="status">
            {status}
          </span>
          <ImageActionButtons actions={actions} />
          {model.snapshot?.readOnly === undefined && view.source === 'data' ? (
            <IconButton
              icon="screen-cut"
              label={t('Crop Image…')}
              action="crop-image"
              onClick={() => {
                model.edits.cropping.show({ line, path }, shownSize(view));
              }}
            />
          ) : null}
          <ZoomButtons zoom={zoom} percent={t('{0} %', percent)} disabled={failure !== undefined} />
        </span>
        <IconButton icon="close" label={t('Close (Escape)')} action="close" onClick={onClose} />
      </div>
      {failure === undefined ? (
        <ImageStage
          zoom={zoom}
          bytes={picture.state === 'here' ? picture.bytes : undefined}
          preview={reduced.state === 'here' ? reduced.bytes : undefined}
          label={image.label}
          onSize={setNatural}
          onError={() => {
            setBroken(true);
          }}
        />
      ) : (
        <div class="stage" ref={stage} tabIndex={0} role="group" aria-label={image.label}>
          <ImagePlaceholder image={view} onLoad={() => void model.host.allowWebImages(line, path)}>
            {failure}
          </ImagePlaceholder>
        </div>
      )}
      <div class="large-foot">
        <p class="facts">
          {facts(view).map((fact, index) => (
            <span key={index}>{fact}</span>
          ))}
        </p>
        <Findings
          findings={findings}
          file={file}
          onLine={(other) => {
            model.select(other);
          }}
        />
      </div>
    </div>
  );
}

/** Keys that move the view. */
function keysOf(zoom: Zoom): Record<string, () => void> {
  const bigger = () => {
    zoom.step(1);
  };
  const smaller = () => {
    zoom.step(-1);
  };
  const pan = (x: number, y: number) => () => {
    zoom.pan({ x: x * PAN, y: y * PAN });
  };
  return {
    '+': bigger,
    '=': bigger,
    '-': smaller,
    _: smaller,
    '0': zoom.toFit,
    '1': () => {
      zoom.toScale(1);
    },
    ArrowLeft: pan(-1, 0),
    ArrowRight: pan(1, 0),
    ArrowUp: pan(0, -1),
    ArrowDown: pan(0, 1),
  };
}

function ZoomButtons({ zoom, percent, disabled }: { zoom: Zoom; percent: string; disabled: boolean }) {
  return (
    <span class="zoom">
      <IconButton
        icon="zoom-out"
        label={t('Zoom out (-)')}
        disabled={disabled}
        onClick={() => {
          zoom.step(-1);
        }}
      />
      <span class="number percent" role="status">
        {disabled ? '' : percent}
      </span>
      <IconButton
        icon="zoom-in"
        label={t('Zoom in (+)')}
        disabled={disabled}
        onClick={() => {
          zoom.step(1);
        }}
      />
      <TextButton disabled={disabled} title={t('Fit (0)')} onClick={zoom.toFit}>
        {t('Fit')}
      </TextButton>
      <TextButton
        disabled={disabled}
        title={t('Actual size (1)')}
        onClick={() => {
          zoom.toScale(1);
        }}
      >
        {t('100 %')}
      </TextButton>
    </span>
  );
}
