/** The place of a drawing: its edges in pixels, and what stands at the far ones. */
export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** The step at the right edge; 0 is at the left. */
  end: number;
  /** The value at the top; 0 is at the bottom. */
  peak: number;
}

export const xOf = ({ left, right, end }: Frame, step: number): number => left + (step / end) * (right - left);

export const yOf = ({ top, bottom, peak }: Frame, value: number): number => bottom - (value / peak) * (bottom - top);

/** The value at a pixel. */
export const valueAt = ({ top, bottom, peak }: Frame, y: number): number => ((bottom - y) / (bottom - top)) * peak;

/** About as wide as a text is in an interface's font. @param size of the font, in pixels */
export const textWidth = (text: string, size: number): number => text.length * size * 0.58;

/** The least of 1, 2, 4 or 5 times a power of ten with which no more than `most` steps reach the end. */
export function niceStep(end: number, most: number): number {
  const power = 10 ** Math.floor(Math.log10(end / most));
  return ([1, 2, 4, 5, 10].find((times) => end / (times * power) <= most) ?? 10) * power;
}

/** From 0 on, as far as the end. */
export function ticksTo(end: number, step: number): number[] {
  const count = Math.floor(end / step + 1e-9);
  // multiplied and rounded, so that three times 0.1 is 0.3
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
