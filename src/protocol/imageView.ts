/** What a page is told of an image part. */
export interface ImageView {
  /** `data`: bytes in the file. `url`: an address. `bad`: cannot be decoded at all. */
  source: 'data' | 'url' | 'bad';
  /** Address of a URL image. */
  url?: string;
  /**
   * Whether that address is loaded: by `image()`, once the user is asked, in a trusted workspace only, or never, being
   * none of the web. The facts below are there once it was.
   */
  access?: 'load' | 'ask' | 'untrusted' | 'never';
  /** Why nothing is drawn though its format is known: it has no known size, or so many pixels that it is not decoded. */
  undrawn?: 'size' | 'pixels';
  /** As found in the bytes: "JPEG", "PNG". */
  format?: string;
  /** "RGB", "palette" ... */
  mode?: string;
  width?: number;
  height?: number;
  bytes: number;
  detail?: string;
  tokens?: number;
  /** What it costs at each detail, where the vendor's formula is known. */
  tokensAt?: { low: number; high: number };
  /** How EXIF has it turned when it is shown, 2 to 8; absent when it does not. */
  orientation?: number;
  animated?: true;
  /** EXIF says where it was taken. */
  gps?: true;
}
