import type { LineChange } from '../../dataset/lineSequence.ts';

/** A change of a text as VS Code tells it; lines and characters from 0. */
export interface TextChange {
  range: { start: Place; end: Place };
  text: string;
}

interface Place {
  line: number;
  character: number;
}

/** What changes of a text that were made at once do to its lines, to be applied one after the other. */
export function lineChangesOf(changes: readonly TextChange[]): LineChange[] {
  // from the end of the text, so that none moves the next
  return changes
    .toSorted(({ range: { start: a } }, { range: { start: b } }) => b.line - a.line || b.character - a.character)
    .map(changeOf);
}

function changeOf({ range: { start, end }, text }: TextChange): LineChange {
  // whole lines that are put in or taken out leave the line behind them as it is
  const whole = start.character === 0 && end.character === 0 && (text === '' || text.endsWith('\n'));
  const touched = whole ? 0 : 1;
  const count = text.split('\n').length - 1 + touched;
  return { at: start.line, remove: end.line - start.line + touched, insert: count > 0 ? [{ from: 0, count }] : [] };
}
