import type { CheckpointView } from '../../src/protocol/jobPage.ts';
import { t } from '../ui/l10n.ts';
import { checkpointText, valueText, type Curves } from './curve.ts';
import { textWidth, xOf, yOf, type Frame } from './frame.ts';
import type { Reading } from './smooth.ts';

/** Pixels between a mark and its text. */
export const GAP = 8;
const LINE = 16;

/**
 * What is written beside the checkpoints' lines: all of it where it fits; else the short form, of as many as have room.
 * @param checkpoints by step @param until pixel where something else is written
 */
export function checkpointLabels(
  frame: Frame,
  checkpoints: readonly CheckpointView[],
  until: number,
): { step: number; text: string }[] {
  const xs = checkpoints.map(({ step }) => xOf(frame, step));
  // at the place itself there is no room, right of the words there is again
  const limit = (index: number) => ((xs[index] ?? 0) < until + 4 * GAP ? until : frame.width);
  const long = checkpoints.map((checkpoint) => t('checkpoint, {0}', checkpointText(checkpoint)));
  const endOf = (text: string, index: number) => (xs[index] ?? 0) + GAP + textWidth(text, 11);
  const all = long.every((text, index) => endOf(text, index) <= Math.min(limit(index), xs[index + 1] ?? Infinity));
  let free = -Infinity;
  return checkpoints.flatMap((checkpoint, index) => {
    const text = all ? (long[index] ?? '') : checkpointText(checkpoint);
    if ((xs[index] ?? 0) < free || endOf(text, index) > limit(index)) return [];
    free = endOf(text, index) + GAP;
    return [{ step: checkpoint.step, text }];
  });
}

/** What stands at the end of a line. */
export interface EndLabel {
  kind: 'training' | 'validation';
  at: Reading;
  text: string;
}

/** The last value of each line; where one is smoothed, of that. */
export function endLabels({ measure, train, smooth, valid }: Curves, roomy: boolean): EndLabel[] {
  const value = (reading: Reading) => valueText(measure, reading.value);
  const last = smooth.at(-1) ?? train.at(-1);
  const lastValid = valid.at(-1);
  return [
    ...(last
      ? [
          {
            kind: 'training' as const,
            at: last,
            text:
              smooth.length > 0 && roomy ? t('training {0}, smoothed', value(last)) : t('training {0}', value(last)),
          },
        ]
      : []),
    ...(lastValid ? [{ kind: 'validation' as const, at: lastValid, text: t('validation {0}', value(lastValid)) }] : []),
  ];
}

/** Pixels from the top for texts that should stand at these, apart from each other and within the frame. */
export function apart({ top, bottom }: Frame, wanted: readonly number[]): number[] {
  const within = (y: number) => Math.min(bottom - LINE / 2, Math.max(top + LINE / 2, y));
  const [a = 0, b] = wanted.map(within);
  if (b === undefined) return wanted.map(within);
  const lack = Math.max(0, LINE - Math.abs(a - b));
  const up = a <= b ? -1 : 1;
  // what one cannot move at an edge, the other does
  const first = within(a + (up * lack) / 2);
  const second = within(first - up * Math.max(LINE, Math.abs(a - b)));
  return [lack === 0 ? a : within(second + up * Math.max(LINE, Math.abs(a - b))), lack === 0 ? b : second];
}

/** Where the words about the turning point stand: above all lines they would cover. */
export interface Callout {
  anchor: 'start' | 'end';
  /** Pixels from the turning point to the words' side that is anchored. */
  dx: number;
  /** Pixel of the lower edge of the words. */
  bottom: number;
  /** Whether they stand beside the line that leads to them, not over its end. */
  beside: boolean;
}

/** Left of the turning point where there is room; else right of it, or as far right as the drawing goes. */
function sideOf({ left, width }: Frame, x: number, wide: number): Omit<Callout, 'bottom'> {
  if (x - GAP - wide >= left) return { anchor: 'end', dx: -6, beside: true };
  const beside = x + GAP + wide <= width;
  return { anchor: 'start', dx: beside ? 6 : Math.max(0, width - wide) - x, beside };
}

/** @param wide of the words, in pixels */
export function calloutAt(frame: Frame, { train, smooth, valid }: Curves, turn: Reading, wide: number): Callout {
  const x = xOf(frame, turn.step);
  const side = sideOf(frame, x, wide);
  const from = x + side.dx - (side.anchor === 'end' ? wide : 0);
  const covered = [...train, ...smooth, ...valid].filter(({ step }) => {
    const at = xOf(frame, step);
    return at >= from && at <= from + wide;
  });
  const turned = yOf(frame, turn.value);
  const highest = covered.reduce((y, { value }) => Math.min(y, yOf(frame, value)), turned);
  return { ...side, bottom: Math.max(frame.top + 3.5 * LINE, Math.min(highest - LINE, turned - 2.5 * LINE)) };
}
