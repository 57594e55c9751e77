import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { IconButton } from '../ui/controls.tsx';
import { isFieldsOwn } from '../ui/fieldKeys.ts';
import { t } from '../ui/l10n.ts';

export interface ImageDialogProps {
  title: string;
  /** Its class beside those of every such dialog. */
  kind: 'reencode' | 'crop';
  /** What it is for is being done: it cannot be closed until then, only cancelled. */
  running: boolean;
  /** Why it was not done, one sentence. */
  failure: string | undefined;
  /** Of the button that does it. */
  action: string;
  /** It can be done. */
  ready: boolean;
  onApply: () => void;
  onCancel: () => void;
  children: ComponentChildren;
}

/** A dialog that changes images: Enter does it, Escape leaves, and the focus goes back to where it came from. */
export function ImageDialog(props: ImageDialogProps) {
  const { title, kind, running, failure, action, ready, onApply, onCancel, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`image-dialog ${kind}`}
      aria-labelledby={`${kind}-title`}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
      onKeyDown={(event) => {
        if (isFieldsOwn(event)) event.stopPropagation();
      }}
    >
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !running) onApply();
        }}
      >
        <header>
          <h2 id={`${kind}-title`}>{title}</h2>
          <IconButton icon="close" label={t('Close')} disabled={running} onClick={onCancel} />
        </header>
        {children}
        {failure === undefined ? null : (
          <p class="failure" role="alert">
            {failure}
          </p>
        )}
        <footer>
          <button type="button" class="button solid secondary" onClick={onCancel}>
            {t('Cancel')}
          </button>
          <button type="submit" class="button solid" disabled={running || !ready}>
            {action}
          </button>
        </footer>
      </form>
    </dialog>
  );
}
