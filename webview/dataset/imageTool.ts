import type { ExampleView } from '../../src/protocol/datasetPage.ts';
import type { ImageTool } from '../../src/protocol/problems.ts';
import { t } from '../ui/l10n.ts';
import { allImages, heldImages, type ExampleImage } from './exampleImages.ts';
import { shownSize } from './imageFacts.ts';
import type { DatasetModel } from './model.ts';

/** The image that a tool is for where none is named: what an example asks about stands last. */
export const imageFor = (tool: ImageTool, example: Pick<ExampleView, 'messages'>): ExampleImage | undefined =>
  (tool === 'crop' ? heldImages(example) : allImages(example)).at(-1);

/** Begins to crop or to replace the image an example is about. */
export function beginImageTool({ edits, snapshot }: DatasetModel, tool: ImageTool, example: ExampleView): void {
  const image = imageFor(tool, example);
  const { line } = example;
  if (snapshot?.readOnly !== undefined) edits.refuse(snapshot.readOnly);
  else if (!image)
    edits.refuse(
      tool === 'crop'
        ? t('Example {0} has no image in the file that could be cropped.', line + 1)
        : t('Example {0} has no image that could be replaced.', line + 1),
    );
  else if (tool === 'crop') edits.cropping.show({ line, path: image.path }, shownSize(image.image));
  else {
    const { path } = image;
    void edits.images((host) => host.pickImages({ line, path, how: 'replace' }), [{ path, action: 'replace-image' }]);
  }
}
