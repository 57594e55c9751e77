import { useLayoutEffect, useRef } from 'preact/hooks';
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

/** Keys that are not the field's own: those of VS Code, and an arrow that finds no more text before it. */
function leaves(event: KeyboardEvent & { currentTarget: HTMLInputElement }): boolean {
  const { key, currentTarget: field } = event;
  if (event.ctrlKey || event.metaKey) return !/^[zya]$/i.test(key);
  if (key === 'ArrowLeft') return field.selectionEnd === 0;
  if (key === 'ArrowRight') return field.selectionStart === field.value.length;
  return key === 'Tab' || /^F\d/.test(key);
}

/** The name of a message: Enter or leaving the field writes it, an empty field takes it out, Escape leaves it. */
export function NameField({ edits, line, path, name, message }: NameFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const shown = name ?? '';
  useLayoutEffect(() => {
    if (field.current) field.current.value = shown;
  }, [shown]);
  const write = () => {
    const typed = field.current?.value ?? shown;
    if (typed === shown) return;
    void edits
      .make({ kind: 'name', line, path, name: typed === '' ? undefined : typed }, [{ path, action: 'name' }])
      .then((made) => {
        if (!made && field.current) field.current.value = shown;
      });
  };
  return (
    <input
      ref={field}
      class="select name-field"
      type="text"
      dir="auto"
      maxLength={64}
      spellcheck={false}
      aria-label={t('Name of message {0}', message)}
      title={t('Name of message {0}', message)}
      placeholder={t('name not set')}
      defaultValue={shown}
      data-action="name"
      onBlur={write}
      onKeyDown={(event) => {
        if (event.isComposing) return;
        const { key } = event;
        const command = event.ctrlKey || event.metaKey;
        if (key === 'Enter' || (command && key.toLowerCase() === 's')) write();
        else if (key === 'Escape') event.currentTarget.value = shown;
        if (!leaves(event)) event.stopPropagation();
      }}
    />
  );
}
