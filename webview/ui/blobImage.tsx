import { useLayoutEffect, useMemo } from 'preact/hooks';
import { holdAddress, leaveAddress } from './blobAddresses.ts';

export interface BlobImageProps {
  bytes: Uint8Array;
  alt: string;
  /** Told the natural size once the picture is decoded. */
  onSize?: (width: number, height: number) => void;
  onError?: () => void;
}

/**
 * A picture from bytes, through a `blob:` address. The blob has no type: the browser
 * looks at the bytes, and SVG, which could carry script, is never taken for a picture.
 */
export function BlobImage({ bytes, alt, onSize, onError }: BlobImageProps) {
  const url = useMemo(() => holdAddress(bytes), [bytes]);
  useLayoutEffect(
    () => () => {
      leaveAddress(bytes);
    },
    [bytes],
  );
  return (
    <img
      src={url}
      alt={alt}
      draggable={false}
      onLoad={(event) => onSize?.(event.currentTarget.naturalWidth, event.currentTarget.naturalHeight)}
      onError={onError}
    />
  );
}
