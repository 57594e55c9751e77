import type { ExampleView, ImageView } from '../../src/protocol/datasetPage.ts';
import { t } from '../ui/l10n.ts';

/** An image of an example that holds its bytes. */
export interface ExampleImage {
  path: string;
  /** What it is called. */
  label: string;
  image: ImageView;
}

/** All images of an example, whatever they hold, in their order. */
export function allImages({ messages }: Pick<ExampleView, 'messages'>): ExampleImage[] {
  return messages.flatMap(({ parts }, message) =>
    parts
      .filter((part) => part.type === 'image')
      .map(({ path, image }, index) => ({ path, label: t('image {0} of message {1}', index + 1, message + 1), image })),
  );
}

/** Those whose bytes are in the file, which alone can be made others here. */
export const heldImages = (example: Pick<ExampleView, 'messages'>): ExampleImage[] =>
  allImages(example).filter(({ image }) => image.source === 'data');
