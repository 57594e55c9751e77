import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { IconButton } from '../ui/controls.tsx';
import type { Edits } from './edits.ts';
import { Text } from './text.tsx';
import { TextField } from './textField.tsx';

export interface EditableTextProps {
  edits: Edits;
  line: number;
  path: string;
  text: string;
  /** What its controls are called, as "Edit text of message 3". */
  label: string;
}

/** A text that becomes a field of the same place and size. */
export function EditableText({ edits, line, path, text, label }: EditableTextProps) {
  const [field, setField] = useState<{ draft: string; focus: boolean }>();
  /** Written and not yet read back from the file. */
  const [written, setWritten] = useState<string>();
  const place = useRef<HTMLDivElement>(null);
  const comesBack = useRef(false);
  const shown = written ?? text;

  useLayoutEffect(() => {
    setWritten(undefined);
  }, [text]);
  useLayoutEffect(() => {
    if (field || !comesBack.current) return;
    comesBack.current = false;
    place.current?.querySelector('button')?.focus({ preventScroll: true });
  }, [field]);

  const open = () => {
    setField({ draft: shown, focus: true });
  };
  const write = async (typed: string) => {
    setWritten(typed);
    const made = await edits.make({ kind: 'text', line, path, text: typed }, [{ path, action: 'edit' }]);
    if (!made) {
      setWritten(undefined);
      setField((now) => now ?? { draft: typed, focus: false });
    }
    return made;
  };
  if (field)
    return (
      <div class="editable" data-path={path}>
        <TextField
          text={text}
          draft={field.draft}
          focus={field.focus}
          label={label}
          onCommit={write}
          onClose={(byKey) => {
            comesBack.current = byKey;
            setField(undefined);
          }}
        />
      </div>
    );
  return (
    <div
      ref={place}
      class="editable"
      data-path={path}
      onKeyDown={(event) => {
        const onText = event.target instanceof HTMLParagraphElement;
        if (event.key !== 'F2' && !(onText && event.key === 'Enter')) return;
        event.preventDefault();
        event.stopPropagation();
        open();
      }}
    >
      <Text text={shown} focusable />
      <IconButton icon="edit" label={label} action="edit" onClick={open} />
    </div>
  );
}
