import { t } from './l10n.ts';

/** Puts a picture into the clipboard, which takes PNG alone. Rejects with one sentence where that cannot be done. */
export async function copyPicture(bytes: Uint8Array, format: string | undefined): Promise<void> {
  // what crossed by structured clone is never shared memory
  const file = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/png' });
  const png = format === 'PNG' ? Promise.resolve(file) : asPng(file);
  try {
    // handed over as a promise, the right to write is still that of the key or click
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
  } catch (error) {
    await png; // its own reason is the better one
    throw new Error(t('This editor may not write pictures to the clipboard: save the picture instead.'), {
      cause: error,
    });
  }
}

async function asPng(file: Blob): Promise<Blob> {
  try {
    const bitmap = await createImageBitmap(file);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    bitmap.close();
    return await canvas.convertToBlob({ type: 'image/png' });
  } catch (error) {
    throw new Error(t('This picture cannot be turned into a PNG to be copied: save it instead.'), { cause: error });
  }
}
