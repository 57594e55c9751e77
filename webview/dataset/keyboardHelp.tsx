import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from '../ui/controls.tsx';
import { t } from '../ui/l10n.ts';
import { keyboardMap, keyText } from './keyboardMap.ts';

const ID = 'keyboard-help';

/** Opens the overlay; the focus comes back to where it was once it closes. */
export function showKeyboardHelp(): void {
  const dialog = document.getElementById(ID);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

/** The keys of the editor, opened with `?` outside a field. */
export function KeyboardHelp() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target, key, ctrlKey, metaKey, altKey } = event;
      const typing = target instanceof Element && target.matches('input, textarea, select, [contenteditable]');
      if (key !== '?' || ctrlKey || metaKey || altKey || typing) return;
      event.preventDefault();
      showKeyboardHelp();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
  const mac = navigator.userAgent.includes('Mac');
  return (
    <dialog
      ref={dialog}
      id={ID}
      class="keyboard-help"
      aria-labelledby={`${ID}-title`}
      onClick={(event) => {
        // beside it
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      <div class="keyboard-body" tabIndex={0} role="region" aria-labelledby={`${ID}-title`}>
        <div class="keyboard-head">
          <h2 id={`${ID}-title`}>{t('Keyboard shortcuts')}</h2>
          <IconButton
            icon="close"
            label={t('Close')}
            onClick={() => {
              dialog.current?.close();
            }}
          />
        </div>
        {keyboardMap().map(({ title, keys }) => (
          <section key={title} aria-label={title}>
            <h3 class="small">{title}</h3>
            <dl>
              {keys.map((entry, index) => (
                <div key={index}>
                  <dt>
                    {entry.keys.map((each) => (
                      <kbd key={each}>{keyText(each, mac)}</kbd>
                    ))}
                  </dt>
                  <dd>{entry.does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}
