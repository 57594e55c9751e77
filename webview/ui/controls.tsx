import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icons.tsx';

interface ButtonProps {
  /** What it is found by when the focus is to come back to it. */
  action?: string;
  onClick: () => void;
  disabled?: boolean;
  title?: string | undefined;
  children: ComponentChildren;
}

/** A quiet button of a toolbar: text, maybe a count. */
export function TextButton({ onClick, disabled, title, action, children }: ButtonProps) {
  return (
    <button type="button" class="button" data-action={action} onClick={onClick} disabled={disabled} title={title}>
      {children}
    </button>
  );
}

/** An icon alone; its name is its tooltip and what is read out. */
export function IconButton({
  icon,
  label,
  onClick,
  disabled,
  pressed,
  action,
}: {
  icon: IconName;
  label: string;
  onClick: () => void;
  disabled?: boolean;
  pressed?: boolean;
  /** What it is found by when the focus is to come back to it. */
  action?: string;
}) {
  return (
    <button
      type="button"
      class={pressed ? 'button icon-only on' : 'button icon-only'}
      aria-label={label}
      aria-pressed={pressed}
      title={label}
      data-action={action}
      onClick={onClick}
      disabled={disabled}
    >
      <Icon name={icon} />
    </button>
  );
}

/** A button that stays pressed. */
export function ToggleButton({
  on,
  title,
  onClick,
  children,
}: {
  on: boolean;
  title?: string;
  onClick: () => void;
  children: ComponentChildren;
}) {
  return (
    <button type="button" class={on ? 'button on' : 'button'} aria-pressed={on} title={title} onClick={onClick}>
      {children}
    </button>
  );
}

/** Text that acts, as a link of VS Code does. */
export function LinkButton({ onClick, title, children }: ButtonProps) {
  return (
    <button type="button" class="link" onClick={onClick} title={title}>
      {children}
    </button>
  );
}
