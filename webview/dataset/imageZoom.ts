/** Where a picture is looked at: its scale, and the point of it (in its own pixels) in the middle of the stage. */
export interface ZoomView {
  /** Screen pixels of one of its pixels. */
  scale: number;
  x: number;
  y: number;
  /** The scale follows the room there is. */
  fit: boolean;
}

export interface Size {
  width: number;
  height: number;
}

/** A place on the stage, from its middle. */
export interface Offset {
  x: number;
  y: number;
}

const MIDDLE: Offset = { x: 0, y: 0 };
const LARGEST = 64;
const SMALLEST = 0.01;
/** Tiny pictures are enlarged to be seen, but not to a few squares that fill the screen. */
const LARGEST_FIT = 16;
const STEPS = [0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 7, 10, 15, 20, 30, 50, 64];

/** The scale at which the whole picture is seen: enlarged by whole numbers only, so that its pixels stay alike. */
export function fitScale(stage: Size, image: Size): number {
  const scale = Math.min(stage.width / Math.max(1, image.width), stage.height / Math.max(1, image.height));
  return scale < 2 ? scale : Math.min(LARGEST_FIT, Math.floor(scale));
}

/** The whole picture, as large as there is room. */
export function fitted(stage: Size, image: Size): ZoomView {
  return { scale: fitScale(stage, image), x: image.width / 2, y: image.height / 2, fit: true };
}

/** The next scale of the list, up or down. */
export function nextScale(scale: number, direction: 1 | -1): number {
  const next =
    direction > 0 ? STEPS.find((step) => step > scale * 1.01) : STEPS.findLast((step) => step < scale * 0.99);
  return next ?? scale;
}

/** Another scale; the point under `at` stays where it is, as far as the picture's edges allow. */
export function zoomed(view: ZoomView, scale: number, stage: Size, image: Size, at: Offset = MIDDLE): ZoomView {
  // what fits only below the smallest scale may be seen whole all the same
  const to = Math.min(LARGEST, Math.max(scale, Math.min(SMALLEST, fitScale(stage, image))));
  const x = view.x + at.x / view.scale - at.x / to;
  const y = view.y + at.y / view.scale - at.y / to;
  return within({ scale: to, x, y, fit: false }, stage, image);
}

/** Moved over the picture by screen pixels. */
export function panned(view: ZoomView, by: Offset, stage: Size, image: Size): ZoomView {
  return within({ ...view, x: view.x + by.x / view.scale, y: view.y + by.y / view.scale }, stage, image);
}

/** The view in a stage of another size, or of a picture that turned out to have another one. */
export function refitted(view: ZoomView, stage: Size, image: Size): ZoomView {
  return view.fit ? fitted(stage, image) : within(view, stage, image);
}

/** Where the picture stands on the stage, in whole pixels of the screen. */
export function placed(view: ZoomView, stage: Size, image: Size): { left: number; top: number } & Size {
  return {
    left: Math.round(stage.width / 2 - view.x * view.scale),
    top: Math.round(stage.height / 2 - view.y * view.scale),
    width: Math.max(1, Math.round(image.width * view.scale)),
    height: Math.max(1, Math.round(image.height * view.scale)),
  };
}

/** No emptiness beside a picture that fills the stage; in the middle where it does not. */
function within(view: ZoomView, stage: Size, image: Size): ZoomView {
  const axis = (at: number, room: number, length: number) => {
    const half = room / 2 / view.scale;
    return half * 2 >= length ? length / 2 : Math.min(Math.max(at, half), length - half);
  };
  return { ...view, x: axis(view.x, stage.width, image.width), y: axis(view.y, stage.height, image.height) };
}
