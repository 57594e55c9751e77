import { BlobImage } from '../ui/blobImage.tsx';

export interface SidePictureProps {
  label: string;
  /** `undefined` while they are on their way. */
  bytes: Uint8Array | undefined;
  /** What is known of it. */
  words: string;
  /** Its pixels on the screen, in place of what there is room for: it scrolls. */
  zoomed?: { width: number; height: number } | undefined;
  onScroll?: (event: Event) => void;
  onSize?: ((size: { width: number; height: number }) => void) | undefined;
}

/** A picture before or after, under what is known of it. */
export function SidePicture({ label, bytes, words, zoomed, onScroll, onSize }: SidePictureProps) {
  const style = zoomed ? { width: `${zoomed.width}px`, height: `${zoomed.height}px`, maxWidth: 'none' } : {};
  return (
    <figure>
      <figcaption class="small">
        <span>{words}</span>
      </figcaption>
      <div
        class={zoomed ? 'side-picture zoomed' : 'side-picture'}
        role="group"
        aria-label={label}
        tabIndex={zoomed ? 0 : undefined}
        onScroll={onScroll}
      >
        {bytes ? (
          <div class="pixels" style={style}>
            <BlobImage bytes={bytes} alt={label} onSize={(width, height) => onSize?.({ width, height })} />
          </div>
        ) : null}
      </div>
    </figure>
  );
}
