/** Amounts as the English sentences of findings, reports and the command line write them. */

/** `1 example`, `1,200 examples`. */
export const amount = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

/** `12.5 MB`: decimal, as vendors count the sizes of images. */
export const megabytes = (bytes: number, digits = 1): string => `${(bytes / 1e6).toFixed(digits)} MB`;
