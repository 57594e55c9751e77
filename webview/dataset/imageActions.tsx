import { useState } from 'preact/hooks';
import type { ImageView } from '../../src/protocol/datasetPage.ts';
import { IconButton } from '../ui/controls.tsx';
import type { IconName } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import { sentence } from '../ui/sentence.ts';
import { copyPicture } from '../ui/copyPicture.ts';
import { whyNotDrawn } from './imagePlaceholder.tsx';
import type { DatasetModel } from './model.ts';

export interface ImageAction {
  action: 'save' | 'copy' | 'open';
  icon: IconName;
  label: string;
  run: () => void;
}

/** What can be done with a picture without changing the file, and a few words on what became of it. */
export function useImageActions(
  model: DatasetModel,
  line: number,
  path: string,
  image: ImageView,
): { actions: ImageAction[]; copy: () => void; status: string } {
  const [status, setStatus] = useState({ path, text: '' });
  const copy = () => {
    const say = (text: string) => {
      setStatus({ path, text });
    };
    say('');
    model.images
      .request(model.imageKey(line, path))
      .bytes.then((bytes) => (bytes ? copyPicture(bytes, image.format) : undefined))
      .then(
        () => {
          say(t('Copied'));
        },
        (error: unknown) => {
          say(sentence(error));
        },
      );
  };
  const drawn = whyNotDrawn(image) === undefined;
  // bytes that are here, or that may be fetched
  const known = image.source === 'data' || image.access === 'load' || (image.source === 'bad' && image.bytes > 0);
  const actions: (ImageAction & { there: boolean })[] = [
    {
      action: 'save',
      icon: 'save-as',
      label: t('Save Image As…'),
      there: known,
      run: () => void model.host.saveImage(line, path),
    },
    { action: 'copy', icon: 'copy', label: t('Copy Image'), there: known && drawn, run: copy },
    {
      action: 'open',
      icon: 'link-external',
      label: t('Open in Image Viewer of VS Code'),
      there: known && drawn,
      run: () => void model.host.openImage(line, path),
    },
  ];
  return { actions: actions.filter(({ there }) => there), copy, status: status.path === path ? status.text : '' };
}

export function ImageActionButtons({ actions }: { actions: readonly ImageAction[] }) {
  return actions.map(({ action, icon, label, run }) => (
    <IconButton key={action} icon={icon} label={label} action={action} onClick={run} />
  ));
}
