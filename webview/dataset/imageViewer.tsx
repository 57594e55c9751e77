import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ExampleView, PartView } from '../../src/protocol/datasetPage.ts';
import { t } from '../ui/l10n.ts';
import type { Finding } from './findingPlaces.ts';
import { LargeImage } from './largeImage.tsx';
import type { DatasetModel } from './model.ts';

export interface ViewedImage {
  part: Extract<PartView, { type: 'image' }>;
  /** What it is called. */
  label: string;
}

function imagesOf({ messages }: ExampleView): ViewedImage[] {
  return messages.flatMap(({ role, parts }, message) => {
    const images = parts.filter((part) => part.type === 'image');
    return images.map((part, index) => ({
      part,
      label: t('Image {0} of message {1} ({2})', index + 1, message + 1, role),
    }));
  });
}

const focusable = (dialog: HTMLElement) => [
  ...dialog.querySelectorAll<HTMLElement>('button:not(:disabled), [tabindex="0"]'),
];

/** Gives the focus to a picture of the conversation, or to the conversation where that is folded away. */
function focusPicture(path: string): void {
  const figure = document.querySelector(`figure[data-path="${CSS.escape(path)}"]`);
  const target = figure?.querySelector<HTMLElement>('button:not(:disabled)');
  (target ?? document.querySelector<HTMLElement>('.example-body'))?.focus();
}

export interface ImageViewerProps {
  model: DatasetModel;
  example: ExampleView;
  placed: ReadonlyMap<string, readonly Finding[]>;
  file: string;
}

/** One image of the example at a time, large, over the page; nothing while none is opened. */
export function ImageViewer({ model, ...props }: ImageViewerProps) {
  const images = imagesOf(props.example);
  const at = images.findIndex(({ part }) => part.path === model.viewed);
  const image = images[at];
  const gone = model.viewed !== undefined && !image;
  useEffect(() => {
    // deleted or moved away while it was open
    if (gone) model.view(undefined);
  }, [gone, model]);
  return image ? <OpenViewer model={model} images={images} at={at} image={image} {...props} /> : null;
}

interface OpenViewerProps extends ImageViewerProps {
  images: readonly ViewedImage[];
  at: number;
  image: ViewedImage;
}

function OpenViewer({ model, images, at, image, example, placed, file }: OpenViewerProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = useRef('');
  shown.current = image.part.path;
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => {
      element?.close();
      focusPicture(shown.current);
    };
  }, []);
  const close = () => {
    model.view(undefined);
  };
  return (
    <dialog
      class="viewer"
      ref={dialog}
      aria-label={image.label}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Tab' || !dialog.current) return;
        const stops = focusable(dialog.current);
        const [first, last] = event.shiftKey ? [stops.at(-1), stops[0]] : [stops[0], stops.at(-1)];
        if (event.target !== last) return;
        event.preventDefault();
        first?.focus();
      }}
    >
      <LargeImage
        key={`${image.part.path} ${image.part.image.access ?? ''}`}
        model={model}
        line={example.line}
        image={image}
        count={images.length}
        at={at}
        findings={placed.get(image.part.path)}
        file={file}
        onClose={close}
        onStep={(by) => {
          const next = images[at + by];
          if (next) model.view(next.part.path);
        }}
      />
    </dialog>
  );
}
