/** Amounts as the English sentences of findings, reports and the command line write them. */

/** `1 example`, `1,200 examples`. */
export const amount = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

/** `12.5 MB`: decimal, as vendors count the sizes of images. */
export const megabytes = (bytes: number, digits = 1): string => `${(bytes / 1e6).toFixed(digits)} MB`;

/** `412.5 kB`, `12.5 MB`: a small file has no 0.0 MB. */
export const fileSize = (bytes: number): string => (bytes < 1e5 ? `${(bytes / 1e3).toFixed(1)} kB` : megabytes(bytes));
