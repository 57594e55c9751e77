import { useLayoutEffect, useRef } from 'preact/hooks';
import type { CropArea } from '../../src/protocol/imageEditing.ts';
import { BlobImage } from '../ui/blobImage.tsx';
import { t } from '../ui/l10n.ts';
import { HANDLES, moved, resized } from './cropArea.ts';
import type { Size } from './imageZoom.ts';
import { useAreaDrag } from './useAreaDrag.ts';
import { useZoom } from './useZoom.ts';

/** What the arrows stand for. */
const WAYS: Readonly<Partial<Record<string, { x: number; y: number }>>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
/** Pixels of a step with Ctrl: a twentieth of the longer side, ten at least. */
const longStep = ({ width, height }: Size) => Math.max(10, Math.round(Math.max(width, height) / 20));

export interface CropStageProps {
  /** `undefined` while they are on their way. */
  bytes: Uint8Array | undefined;
  size: Size;
  area: CropArea;
  label: string;
  /** @param settled whether it stays for now */
  onArea: (area: CropArea, settled: boolean) => void;
  onApply: () => void;
  onError: () => void;
}

/** A picture on which the part that is kept is drawn, moved and resized, by mouse and by keyboard. */
export function CropStage({ bytes, size, area, label, onArea, onApply, onError }: CropStageProps) {
  const zoom = useZoom(size);
  const { place, scale } = zoom;
  const picture = useRef<HTMLDivElement>(null);
  const kept = useRef<HTMLDivElement>(null);
  const measured = place !== undefined;
  useLayoutEffect(() => {
    kept.current?.focus();
  }, [measured]);
  const drag = useAreaDrag({ picture, size, scale, area, onArea });
  const part = (from: number, length: number) => `${(from / length) * 100}%`;
  const style = {
    '--left': part(area.x, size.width),
    '--top': part(area.y, size.height),
    '--width': part(area.width, size.width),
    '--height': part(area.height, size.height),
  };
  const press = (event: KeyboardEvent) => {
    const way = WAYS[event.key];
    const zooms: Readonly<Partial<Record<string, () => void>>> = {
      '+': () => {
        zoom.step(1);
      },
      '-': () => {
        zoom.step(-1);
      },
      '0': zoom.toFit,
    };
    const run = way ? undefined : event.key === 'Enter' ? onApply : zooms[event.key];
    if (event.altKey || !(way ?? run)) return;
    event.preventDefault();
    run?.();
    if (!way) return;
    const step = event.ctrlKey || event.metaKey ? longStep(size) : 1;
    const by = { x: way.x * step, y: way.y * step };
    onArea(event.shiftKey ? resized(area, 'se', by, size) : moved(area, by, size), true);
  };
  return (
    <div class="stage" ref={zoom.stage} {...drag}>
      {place ? (
        <div
          class="shown drawn"
          ref={picture}
          style={{
            '--left': `${place.left}px`,
            '--top': `${place.top}px`,
            '--width': `${place.width}px`,
            '--height': `${place.height}px`,
          }}
        >
          {bytes ? <BlobImage bytes={bytes} alt={label} onError={onError} /> : null}
          <div class="crop-shade">
            <div class="crop-light" style={style} />
          </div>
          <div
            class="crop-area"
            ref={kept}
            role="group"
            tabIndex={0}
            aria-label={t('Part that is kept: {0} × {1} pixels at {2}, {3}', area.width, area.height, area.x, area.y)}
            aria-describedby="crop-keys"
            aria-keyshortcuts="ArrowLeft ArrowRight ArrowUp ArrowDown Shift+ArrowLeft Shift+ArrowRight Shift+ArrowUp Shift+ArrowDown + - 0 Enter"
            style={style}
            onKeyDown={press}
          >
            {HANDLES.map((handle) => (
              <span key={handle} class="crop-handle" data-handle={handle} />
            ))}
          </div>
        </div>
      ) : null}
    </div>
  );
}
