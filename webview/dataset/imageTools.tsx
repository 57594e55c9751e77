import type { ImageView } from '../../src/protocol/datasetPage.ts';
import { IconButton } from '../ui/controls.tsx';
import { t } from '../ui/l10n.ts';
import { Select } from '../ui/select.tsx';
import { neighbour } from './edits.ts';
import { shownSize } from './imageFacts.ts';
import { PartMoves, type PartToolsProps } from './partTools.tsx';

const DETAILS = ['auto', 'low', 'high'] as const;
type Detail = (typeof DETAILS)[number];

export interface ImageToolsProps extends PartToolsProps {
  image: ImageView;
}

/** Controls that edit a picture of a message. */
export function ImageTools({ image, after, ...place }: ImageToolsProps) {
  const { edits, line, path, label, count } = place;
  const known = DETAILS.find((detail) => detail === image.detail);
  const other = known === undefined && image.detail !== undefined ? [image.detail] : [];
  return (
    <>
      <Select
        label={t('Detail of {0}', label)}
        value={image.detail ?? ''}
        choices={[
          { value: '', text: t('detail not set') },
          ...[...DETAILS, ...other].map((detail) => ({ value: detail, text: t('detail {0}', detail) })),
        ]}
        action="detail"
        onChange={(value) => {
          const detail: Detail | undefined = DETAILS.find((each) => each === value);
          void edits.make({ kind: 'detail', line, path, detail }, [{ path, action: 'detail' }]);
        }}
      />
      <IconButton
        icon="replace"
        label={t('Replace {0}… (or paste on it, or drop on it with Shift held)', label)}
        action="replace-image"
        onClick={() =>
          void edits.images(
            (host) => host.pickImages({ line, path, how: 'replace' }),
            [{ path, action: 'replace-image' }],
          )
        }
      />
      {image.source === 'data' ? (
        <IconButton
          icon="screen-cut"
          label={t('Crop {0}…', label)}
          action="crop-image"
          onClick={() => {
            edits.cropping.show({ line, path }, shownSize(image));
          }}
        />
      ) : null}
      {image.source === 'data' ? (
        <IconButton
          icon="screen-normal"
          label={t('Re-encode {0}…', label)}
          action="reencode-image"
          onClick={() => {
            edits.reencoding.show('image', { line, path }, []);
          }}
        />
      ) : null}
      {count > 1 ? <PartMoves {...place} /> : null}
      <IconButton
        icon="trash"
        label={t('Delete {0}', label)}
        action="remove"
        onClick={() =>
          void edits.make({ kind: 'remove', line, path }, [
            { path, action: 'remove' },
            { path: neighbour(path, -1), action: 'remove' },
            after,
          ])
        }
      />
    </>
  );
}
