import type { ComponentChildren } from 'preact';
import { Icon } from './icons.tsx';
import { PopupButton } from './popup.tsx';

export interface MenuItem {
  text: string;
  /** Quiet, at the end of the line: a count. */
  detail?: string;
  /** One of several of which one holds; missing for an action. */
  checked?: boolean;
  onChoose: () => void;
}

export interface MenuSection {
  heading?: string;
  items: readonly MenuItem[];
}

export interface MenuButtonProps {
  label: string;
  on: boolean;
  title?: string | undefined;
  sections: readonly MenuSection[];
  children: ComponentChildren;
}

/** The item a key leads to: arrows go round, a letter goes to the next item that begins with it. */
function itemAfterKey(key: string, items: readonly HTMLElement[], at: number): HTMLElement | undefined {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[key];
  if (to !== undefined) return items[(to + items.length) % items.length];
  if (key.length !== 1) return undefined;
  const letter = key.toLowerCase();
  return [...items.slice(at + 1), ...items].find((item) => item.innerText.trim().toLowerCase().startsWith(letter));
}

function walk(event: KeyboardEvent): void {
  const { currentTarget, target, key } = event;
  if (!(currentTarget instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  const items = [...currentTarget.querySelectorAll<HTMLElement>('[role^=menuitem]')];
  const next = itemAfterKey(
    key,
    items,
    items.findIndex((item) => item === target),
  );
  if (!next || key === ' ') return;
  event.preventDefault();
  event.stopPropagation();
  next.focus();
}

/** A button with a menu: choices of which one holds, and actions. */
export function MenuButton({ label, on, title, sections, children }: MenuButtonProps) {
  return (
    <PopupButton
      label={label}
      kind="menu"
      on={on}
      title={title}
      content={(close) => (
        <div class="menu" role="none" onKeyDown={walk}>
          {sections.map(({ heading, items }, index) => (
            <div key={index} role="group" aria-label={heading}>
              {heading === undefined ? null : (
                <div class="menu-heading small" aria-hidden="true">
                  {heading}
                </div>
              )}
              {items.map(({ text, detail, checked, onChoose }) => (
                <button
                  key={text}
                  type="button"
                  class="menu-item"
                  role={checked === undefined ? 'menuitem' : 'menuitemradio'}
                  aria-checked={checked}
                  tabIndex={-1}
                  onClick={() => {
                    close();
                    onChoose();
                  }}
                >
                  <span class="menu-check">{checked ? <Icon name="check" /> : null}</span>
                  <span class="cut">{text}</span>
                  {detail === undefined ? null : <span class="number quiet">{detail}</span>}
                </button>
              ))}
            </div>
          ))}
        </div>
      )}
    >
      {children}
    </PopupButton>
  );
}
