import type { CliContext } from './context.ts';

const WIDTH = 30;
/** Redrawing more often than this many milliseconds is not seen. */
const REDRAW = 80;

/** Reports progress: a bar that is redrawn on a terminal, otherwise a line at each new step. */
export interface Progress {
  /** `fraction` from 0 to 1; `detail` changes all the time and is for the bar alone. */
  show: (fraction: number, message: string, detail?: string) => void;
  /** Takes the bar away. */
  end: () => void;
}

export function createProgress(context: CliContext, now: () => number = Date.now): Progress {
  const { status } = context;
  let last = '';
  let drawn = -Infinity;
  return {
    show(fraction, message, detail = '') {
      const step = message !== last;
      last = message;
      if (!status) {
        if (step) context.say(message);
        return;
      }
      if (!step && now() - drawn < REDRAW) return;
      drawn = now();
      const full = Math.round(fraction * WIDTH);
      status(`${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${Math.floor(fraction * 100)} % ${message}${detail}`);
    },
    end() {
      status?.('');
    },
  };
}
