import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { IconButton } from '../ui/controls.tsx';
import { isFieldsOwn } from '../ui/fieldKeys.ts';
import { t } from '../ui/l10n.ts';
import type { Edits } from './edits.ts';

export interface NameFieldProps {
  edits: Edits;
  line: number;
  /** Path of the message. */
  path: string;
  name: string | undefined;
  /** Number of the message, from 1. */
  message: number;
}

/** Keys that are not the field's own: those of VS Code. */
const leaves = (event: KeyboardEvent): boolean =>
  event.ctrlKey || event.metaKey ? !isFieldsOwn(event) : event.key === 'Tab' || /^F\d/.test(event.key);

/**
 * The name of a message, a button that becomes a field: Enter or leaving it writes the name, an empty field takes it
 * out, Escape leaves it as it was.
 */
export function NameField({ edits, line, path, name = '', message }: NameFieldProps) {
  const [open, setOpen] = useState(false);
  const closed = useRef(false);
  const comesBack = useRef(false);
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (open) place.current?.querySelector('input')?.select();
    else if (comesBack.current) place.current?.querySelector('button')?.focus({ preventScroll: true });
    comesBack.current = false;
  }, [open]);
  const close = (typed: string, byKey: boolean) => {
    if (closed.current) return;
    closed.current = true;
    comesBack.current = byKey;
    setOpen(false);
    if (typed === name) return;
    void edits.make({ kind: 'name', line, path, name: typed === '' ? undefined : typed }, [{ path, action: 'name' }]);
  };
  return (
    <span ref={place} class="name-place">
      {open ? (
        <input
          class="select name-field"
          type="text"
          dir="auto"
          spellcheck={false}
          aria-label={t('Name of message {0}', message)}
          placeholder={t('name not set')}
          defaultValue={name}
          onBlur={(event) => {
            close(event.currentTarget.value, false);
          }}
          onKeyDown={(event) => {
            if (event.isComposing) return;
            const { key, currentTarget } = event;
            // else the button that takes the field's place would be pressed by the same Enter
            if (key === 'Enter') event.preventDefault();
            if (key === 'Enter' || ((event.ctrlKey || event.metaKey) && key.toLowerCase() === 's'))
              close(currentTarget.value, true);
            else if (key === 'Escape') close(name, true);
            // undo and redo of typing are the field's own, and arrows move in its text
            if (!leaves(event)) event.stopPropagation();
          }}
        />
      ) : (
        <IconButton
          icon="tag"
          label={name === '' ? t('Set name of message {0}', message) : t('Change name of message {0}', message)}
          action="name"
          onClick={() => {
            closed.current = false;
            setOpen(true);
          }}
        />
      )}
    </span>
  );
}
