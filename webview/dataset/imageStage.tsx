import { useState } from 'preact/hooks';
import { BlobImage } from '../ui/blobImage.tsx';
import { t } from '../ui/l10n.ts';
import type { Size } from './imageZoom.ts';
import type { Zoom } from './useZoom.ts';

/** Above this the pixels of the picture are shown as squares. */
const SMOOTH_UP_TO = 2;

export interface ImageStageProps {
  zoom: Zoom;
  /** `undefined` while they are on their way. */
  bytes: Uint8Array | undefined;
  label: string;
  onSize: (size: Size) => void;
  onError: () => void;
}

/** A picture as large as its view says; dragged by the pointer, a double click changes between all of it and 100 %. */
export function ImageStage({ zoom, bytes, label, onSize, onError }: ImageStageProps) {
  const [drag, setDrag] = useState<{ x: number; y: number }>();
  const [drawn, setDrawn] = useState(false);
  const { place } = zoom;
  return (
    <div
      class={drag ? 'stage dragged' : 'stage'}
      ref={zoom.stage}
      tabIndex={0}
      role="group"
      aria-label={label}
      aria-busy={!drawn}
      aria-keyshortcuts="+ - 0 1 ArrowLeft ArrowRight ArrowUp ArrowDown PageUp PageDown Escape"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ x: event.clientX, y: event.clientY });
      }}
      onPointerMove={(event) => {
        if (!drag) return;
        zoom.pan({ x: drag.x - event.clientX, y: drag.y - event.clientY });
        setDrag({ x: event.clientX, y: event.clientY });
      }}
      onPointerUp={() => {
        setDrag(undefined);
      }}
      onPointerCancel={() => {
        setDrag(undefined);
      }}
      onDblClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        const at = { x: event.clientX - box.x - box.width / 2, y: event.clientY - box.y - box.height / 2 };
        if (zoom.fit) zoom.toScale(1, at);
        else zoom.toFit();
      }}
    >
      {place ? (
        <div
          class={['shown', drawn ? 'drawn' : '', zoom.scale > SMOOTH_UP_TO ? 'squares' : ''].join(' ')}
          style={{
            '--left': `${place.left}px`,
            '--top': `${place.top}px`,
            '--width': `${place.width}px`,
            '--height': `${place.height}px`,
          }}
        >
          {bytes ? (
            <BlobImage
              bytes={bytes}
              alt={label}
              onSize={(width, height) => {
                setDrawn(true);
                onSize({ width, height });
              }}
              onError={onError}
            />
          ) : null}
        </div>
      ) : null}
      {drawn ? null : <p class="quiet loading-text">{t('Loading…')}</p>}
    </div>
  );
}
