import type { LineRange } from '../dataset/lineRanges.ts';
import type { ImageView } from './imageView.ts';

/** Images of a training file that are put in, replaced and encoded anew: what the dataset page asks of the host. */
export interface ImageEditing {
  /** Lets the user choose files for a place. Nothing happens when they choose none. */
  pickImages(place: ImagePlace): Promise<void>;
  /** Puts dropped or pasted images there, several in their order, as one undoable edit. Rejects with one sentence. */
  giveImages(place: ImagePlace, images: GivenImage[]): Promise<void>;
  /** The same with files named by the workbench: what is dropped from the Explorer arrives as addresses. */
  giveAddresses(place: ImagePlace, addresses: string[]): Promise<void>;
  /** What encoding one image anew would make of it. Rejects with one sentence when it cannot be decoded. */
  previewImage(line: number, path: string, settings: ReencodeSettings): Promise<ImagePreview>;
  /** Looks through the images of the examples at these places of the list; the last survey asked for can be estimated with. */
  surveyImages(lines: LineRange[]): Promise<ImageSurvey>;
  /** What encoding the surveyed images anew would come to. `undefined` when another survey has taken its place. */
  estimateImages(survey: number, settings: ReencodeSettings): Promise<ImageEstimate | undefined>;
  /** Encodes one image anew, as one undoable edit. */
  reencodeImage(line: number, path: string, settings: ReencodeSettings): Promise<void>;
  /** Encodes all images of the examples at these places of the list anew, as one undoable edit. False when it was cancelled or nothing changed. */
  reencodeImages(lines: LineRange[], settings: ReencodeSettings): Promise<boolean>;
  /** What cropping one image would make of it. Rejects with one sentence when it is animated or cannot be decoded. */
  previewCrop(line: number, path: string, area: CropArea): Promise<CropPreview>;
  /** Leaves of one image this part, as one undoable edit. Rejects as `previewCrop` does. */
  cropImage(line: number, path: string, area: CropArea): Promise<void>;
  /** Stops the survey or the encoding that is under way. */
  cancelImages(): Promise<void>;
}

/** What the host tells the page meanwhile. */
export interface ImageEditingPage {
  /** How far the survey or the encoding of many images is, from 0 to 1. */
  imagesProgress(fraction: number): void;
  /** Opens the dialog that encodes images anew, for the chosen examples. */
  showReencode(): void;
}

/** `insert`: behind the part at `path`, or at the end of the message at `path`; `replace`: the image part at `path`. */
export interface ImagePlace {
  line: number;
  path: string;
  how: 'insert' | 'replace';
}

export interface GivenImage {
  /** File name, or what to call it where it has none. */
  name: string;
  bytes: Uint8Array;
}

/** A part of an image in its pixels as it is shown, upright; what lies outside the image counts for nothing. */
export interface CropArea {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface CropPreview {
  /** The image as it would stand in the file. */
  bytes: Uint8Array;
  /** What would be known of it: format, size, tokens. */
  image: ImageView;
}

export interface ReencodeSettings {
  /** `keep`: the format each image has. */
  format: 'keep' | 'jpeg' | 'png' | 'webp';
  /** 1 to 100; without meaning for PNG. */
  quality: number;
  /** Pixels of the longer side that are not exceeded. */
  maxSide?: number;
  /** Pixels as Python's Pillow makes them; otherwise as viewers show them: upright, transparent ones on white. */
  matchPillow: boolean;
  /** Leaves an image as it is where it would not get smaller, unless it has to be scaled or its format changed. */
  onlySmaller: boolean;
}

export interface ImagePreview {
  /** The image as it would stand in the file. */
  bytes: Uint8Array;
  /** "JPEG" */
  format: string;
  width: number;
  height: number;
  /** It would be left as it is. */
  unchanged: boolean;
}

export interface ImageSurvey {
  id: number;
  /** Different images, and in how many places they stand: a few-shot image stands in every example. */
  images: number;
  places: number;
  /** Bytes of the images, each as often as it stands in the file. */
  bytes: number;
}

export interface ImageEstimate {
  /** Different images that were encoded to tell; all of them when `tried` is the number of images. */
  tried: number;
  /** Of those, how many cannot be decoded. */
  failed: number;
  /** Bytes of all images afterwards, each as often as it stands in the file. */
  bytes: number;
}
