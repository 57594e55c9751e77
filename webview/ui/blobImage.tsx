import { useLayoutEffect, useState } from 'preact/hooks';

export interface BlobImageProps {
  bytes: Uint8Array;
  alt: string;
  /** Told the natural size once the picture is decoded. */
  onSize?: (width: number, height: number) => void;
  onError?: () => void;
}

/**
 * A picture from bytes, through a `blob:` address that lives as long as the element. The blob has no type: the browser
 * looks at the bytes, and SVG, which could carry script, is never taken for a picture.
 */
export function BlobImage({ bytes, alt, onSize, onError }: BlobImageProps) {
  const [url, setUrl] = useState<string>();
  useLayoutEffect(() => {
    // what crossed by structured clone is never shared memory
    const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
    setUrl(address);
    return () => {
      URL.revokeObjectURL(address);
    };
  }, [bytes]);
  if (url === undefined) return null;
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
