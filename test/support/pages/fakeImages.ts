import type { DatasetEdit, DatasetPage } from '../../../src/protocol/datasetPage.ts';
import type { ImageEditing } from '../../../src/protocol/imageEditing.ts';

export interface FakeImages {
  answer: <T>(call: [string, ...unknown[]], make: () => T | Promise<T>) => Promise<T>;
  edit: (edit: DatasetEdit) => Promise<void>;
  page: () => { imagesProgress: { asEvent: DatasetPage['imagesProgress'] } };
  picture: (line: number) => Uint8Array;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Images that are encoded come out as they were, and a tenth of their size is said to be left. */
export function fakeImages({ answer, edit, page, picture }: FakeImages): ImageEditing {
  let surveys = 0;
  let stop = new AbortController();
  const insert = (place: { line: number; path: string; how: string }, count: number) =>
    edit(
      place.how === 'insert'
        ? {
            kind: 'insertImage',
            line: place.line,
            path: place.path,
            urls: Array.from({ length: count }, () => 'data:,'),
          }
        : { kind: 'replaceImage', line: place.line, path: place.path, url: 'data:,' },
    );
  return {
    pickImages: (place) => answer(['pickImages', place], () => insert(place, 1)),
    giveImages: (place, images) =>
      answer(['giveImages', place, images.map(({ name, bytes }) => `${name} ${bytes.length}`)], () =>
        insert(place, images.length),
      ),
    giveAddresses: (place, addresses) =>
      answer(['giveAddresses', place, addresses], () => insert(place, addresses.length)),
    previewImage: (line, path, settings) =>
      answer(['previewImage', line, path, settings], () => {
        if (settings.quality === 13) throw new Error('This image cannot be decoded; replace it.');
        const side = Math.min(320, settings.maxSide ?? 320);
        const format = settings.format === 'keep' ? 'PNG' : settings.format.toUpperCase();
        return { bytes: picture(line), format, width: side, height: side, unchanged: settings.quality === 100 };
      }),
    previewCrop: (line, path, area) =>
      answer(['previewCrop', line, path, area], () => {
        if (area.width === 13) throw new Error('This image cannot be decoded, so it cannot be cropped; replace it.');
        const { width, height } = area;
        const image = { source: 'data' as const, format: 'PNG', mode: 'RGB', width, height, bytes: width * height };
        return { bytes: picture(line), image: { ...image, detail: 'high', tokens: 255 } };
      }),
    cropImage: (line, path, area) =>
      answer(['cropImage', line, path, area], () =>
        edit({ kind: 'replaceImage', line, path, url: 'data:,', by: 'cropping' }),
      ),
    surveyImages: (lines) =>
      answer(['surveyImages', lines], () => {
        const places = lines.reduce((sum, { from, to }) => sum + 2 * (to - from), 0);
        return { id: ++surveys, images: places / 2 + 1, places, bytes: places * 2545 };
      }),
    estimateImages: (survey, settings) =>
      answer(['estimateImages', survey, settings], () => ({
        tried: settings.quality === 100 ? 486 : 56,
        failed: 0,
        bytes: 200_000,
      })),
    reencodeImage: (line, path, settings) =>
      answer(['reencodeImage', line, path, settings], () =>
        edit({ kind: 'replaceImage', line, path, url: 'data:,', by: 'reencoding' }),
      ),
    reencodeImages: (lines, settings) =>
      answer(['reencodeImages', lines, settings], async () => {
        stop = new AbortController();
        const { signal } = stop;
        for (let percent = 0; percent <= 100; percent += 10) {
          page().imagesProgress.asEvent(percent / 100);
          await pause(settings.quality === 1 ? 200 : 5);
          signal.throwIfAborted();
        }
        await edit({ kind: 'text', line: 0, path: '/messages/4/content', text: 'Re-encoded' });
        return true;
      }),
    cancelImages: () =>
      answer(['cancelImages'], () => {
        stop.abort();
      }),
  };
}
