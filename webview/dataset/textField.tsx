import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isFieldsOwn } from '../ui/fieldKeys.ts';
import { t } from '../ui/l10n.ts';
import { inField, withLineEnds } from './lineEnds.ts';

export interface TextFieldProps {
  /** The text in the file now. */
  text: string;
  /** What the field begins with. */
  draft: string;
  /** Whether it takes the focus when it opens. */
  focus: boolean;
  label: string;
  /** Writes a text that differs from the one in the file; resolves to false when that failed. */
  onCommit: (typed: string) => Promise<boolean>;
  /** `byKey`: the focus is to go back to where it came from. */
  onClose: (byKey: boolean) => void;
}

/**
 * A text being edited in its own place. Leaving it writes it, Escape leaves it as it was.
 * Typed text is kept whatever happens to the file meanwhile.
 */
export function TextField({ text, draft, focus, label, onCommit, onClose }: TextFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  /** What need not be written: the file has it, or is being given it, or has refused it. */
  const settled = useRef(inField(draft));
  /** Written here and not yet read back, oldest first: what comes back late is not the file's own change. */
  const sent = useRef<string[]>([]);
  const closed = useRef(false);
  const [overtaken, setOvertaken] = useState(false);

  const commit = (again: boolean) => {
    const typed = inField(field.current?.value ?? settled.current);
    if (typed === settled.current && !(again && typed !== inField(text))) return;
    settled.current = typed;
    setOvertaken(false);
    sent.current.push(typed);
    void onCommit(withLineEnds(typed, text)).then((made) => {
      if (!made) sent.current = sent.current.filter((other) => other !== typed);
    });
  };
  const close = (write: boolean, byKey: boolean) => {
    if (closed.current) return;
    closed.current = true;
    if (write) commit(byKey);
    onClose(byKey);
  };
  const last = useRef(close);
  last.current = close;

  useLayoutEffect(() => {
    const element = field.current;
    if (!element || !focus) return;
    element.focus({ preventScroll: true });
    element.setSelectionRange(element.value.length, element.value.length);
  }, [focus]);
  useEffect(
    () => () => {
      last.current(true, false);
    },
    [],
  );
  const known = useRef(text);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element || text === known.current) return;
    known.current = text;
    const now = inField(text);
    const back = sent.current.indexOf(now);
    sent.current.splice(0, back + 1);
    if (back >= 0) return;
    if (element.value === settled.current) {
      if (element.value !== now) element.value = now;
      settled.current = now;
    } else setOvertaken(now !== settled.current);
  }, [text]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const { key } = event;
    const command = event.ctrlKey || event.metaKey;
    if (command && key.toLowerCase() === 's') {
      commit(true);
      return;
    }
    if (key === 'Escape') close(false, true);
    else if (command && key === 'Enter') close(true, true);
    else if ((command && !isFieldsOwn(event)) || event.altKey || /^F\d/.test(key)) return;
    event.stopPropagation();
    if (key === 'Escape' || (command && key === 'Enter')) event.preventDefault();
  };
  return (
    <>
      <textarea
        ref={field}
        class="text field"
        dir="auto"
        rows={1}
        aria-label={label}
        title={
          navigator.userAgent.includes('Mac')
            ? t('Cmd+Enter keeps the text, Escape discards it.')
            : t('Ctrl+Enter keeps the text, Escape discards it.')
        }
        defaultValue={draft}
        onKeyDown={onKeyDown}
        onBlur={(event) => {
          if (closed.current) return;
          // only the window was left: the text is written, and typing may go on after
          if (document.activeElement === event.currentTarget) commit(false);
          else close(true, false);
        }}
      />
      {overtaken ? (
        <p class="small" role="status">
          {t(
            'This text has changed in the file meanwhile. What you typed is kept and replaces it; Escape discards it.',
          )}
        </p>
      ) : null}
    </>
  );
}
