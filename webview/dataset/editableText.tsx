import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { IconButton } from '../ui/controls.tsx';
import { t } from '../ui/l10n.ts';
import type { Edits } from './edits.ts';
import { Text } from './text.tsx';
import { LONGEST_EDITED } from './textCut.ts';
import { TextField } from './textField.tsx';

export interface EditableTextProps {
  edits: Edits;
  line: number;
  path: string;
  text: string;
  /** What its controls are called, as "Edit text of message 3". */
  label: string;
  /** Drawn in place of the text. */
  view?: ComponentChildren;
  /** What else can be done with it. */
  tools?: ComponentChildren;
}

/** A text that becomes a field of the same place and size. */
export function EditableText({ edits, line, path, text, label, view, tools }: EditableTextProps) {
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
    if (!document.hasFocus()) return;
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
  const kind = tools ? 'editable with-tools' : 'editable';
  if (shown.length > LONGEST_EDITED && !field)
    return (
      <div class={kind} data-path={path}>
        <Text text={shown} path={path} focusable />
        <p class="small">
          {t(
            'This text has {0} characters: texts of more than {1} are shown, and not edited here.',
            shown.length,
            LONGEST_EDITED,
          )}
        </p>
        {tools}
      </div>
    );
  if (field)
    return (
      <div class={kind} data-path={path}>
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
      class={kind}
      data-path={path}
      onKeyDown={(event) => {
        const onText = event.target instanceof HTMLElement && event.target.dataset['text'] !== undefined;
        if (event.key !== 'F2' && !(onText && event.key === 'Enter')) return;
        event.preventDefault();
        event.stopPropagation();
        open();
      }}
    >
      {view !== undefined && written === undefined ? view : <Text text={shown} path={path} focusable />}
      <IconButton icon="edit" label={label} action="edit" onClick={open} />
      {tools}
    </div>
  );
}
