import { useEffect, useRef, useState } from 'preact/hooks';
import { TextField } from './toolkit.tsx';

/** As long as someone types on, nothing is asked. */
const PAUSE_MS = 200;

export interface PausedFieldProps {
  label: string;
  /** What stands in it at first. */
  text: string;
  onPause: (text: string) => void;
}

/** A text field that tells what was typed once the typing pauses. */
export function PausedField({ label, text: first, onPause }: PausedFieldProps) {
  const [text, setText] = useState(first);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(pause.current);
    },
    [],
  );
  return (
    <TextField
      label={label}
      value={text}
      onInput={(typed) => {
        setText(typed);
        clearTimeout(pause.current);
        pause.current = setTimeout(() => {
          onPause(typed);
        }, PAUSE_MS);
      }}
    />
  );
}
