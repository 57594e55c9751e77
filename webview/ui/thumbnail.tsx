import { useState } from 'preact/hooks';
import { BlobImage } from './blobImage.tsx';
import { Icon } from './icons.tsx';
import { t } from './l10n.ts';
import { usePicture } from './picture.ts';
import type { PictureQueue } from './pictureQueue.ts';

/** A small picture of a row; decoration, since the row's text says what it is about. */
export function Thumbnail({ queue, id }: { queue: PictureQueue; id: string | undefined }) {
  const picture = usePicture(queue, id);
  const [broken, setBroken] = useState(false);
  if (picture.state === 'here' && !broken)
    return (
      <span class="thumbnail">
        <BlobImage
          bytes={picture.bytes}
          alt=""
          onError={() => {
            setBroken(true);
          }}
        />
      </span>
    );
  if (picture.state === 'waiting') return <span class="thumbnail" />;
  return (
    <span class="no-picture framed">
      <Icon name="circle-slash" label={t('picture cannot be drawn')} />
    </span>
  );
}
