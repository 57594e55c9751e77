import type { ByteSource } from '../dataset/byteSource.ts';
import type { ScanOptions } from '../dataset/lineIndex.ts';
import { cropImage } from '../images/crop.ts';
import { imageFor, reencodeImage } from '../images/reencode.ts';
import type { ImageTasks } from '../protocol/imageTasks.ts';
import type { WorkerSource } from '../protocol/worker.ts';
import { SurveyedImages } from './imageSurvey.ts';
import { reencodeLines } from './reencode.ts';

type Read = <T>(
  task: number,
  from: WorkerSource,
  use: (source: ByteSource, options: ScanOptions) => Promise<T>,
) => Promise<T>;

/** The worker's tasks about images. @param read runs a task over the bytes of one file */
export function createImageTasks(read: Read): ImageTasks {
  /** One dialog at a time is open: a survey takes the place of the last one, and of its sample. */
  let last: { id: number; images: SurveyedImages } | undefined;
  return {
    imageFor,
    reencodeImage,
    cropImage,
    surveyImages: (task, from, lines) =>
      read(task, from, async (source, options) => {
        last = undefined;
        const images = await SurveyedImages.of(source, lines, options);
        last = { id: task, images };
        return { id: task, ...images.facts };
      }),
    estimateImages: (survey, settings) =>
      Promise.resolve(last?.id === survey ? last.images.estimate(settings) : undefined),
    reencodeLines: (task, from, lines, settings, into) =>
      read(task, from, (source, options) => reencodeLines(source, lines, settings, into, options)),
  };
}
