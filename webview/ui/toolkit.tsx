import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import type { ComponentChildren, HTMLAttributes } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isFieldsOwn } from './fieldKeys.ts';

declare module 'preact' {
  // how JSX learns of custom elements
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace JSX {
    interface IntrinsicElements {
      'vscode-button': HTMLAttributes & { appearance: 'primary' | 'secondary' };
      'vscode-dropdown': HTMLAttributes & { 'current-value': string };
      'vscode-option': HTMLAttributes & { value: string };
      'vscode-text-field': HTMLAttributes & { value: string; placeholder: string };
    }
  }
}

/** Defines the component library's elements that are used here; once a page. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeDropdown(), vsCodeOption(), vsCodeTextField());
}

const valueOf = (event: Event) => (event.currentTarget as HTMLElement & { value: string }).value;

export function SolidButton({ onClick, children }: { onClick: () => void; children: ComponentChildren }) {
  return (
    <vscode-button appearance="secondary" onClick={onClick}>
      {children}
    </vscode-button>
  );
}

export interface DropdownProps {
  label: string;
  value: string;
  choices: readonly { value: string; text: string }[];
  onChange: (value: string) => void;
}

export function Dropdown({ label, value, choices, onChange }: DropdownProps) {
  return (
    <vscode-dropdown
      aria-label={label}
      current-value={value}
      onChange={(event: Event) => {
        onChange(valueOf(event));
      }}
    >
      {choices.map((choice) => (
        <vscode-option key={choice.value} value={choice.value}>
          {choice.text}
        </vscode-option>
      ))}
    </vscode-dropdown>
  );
}

/** Tells every change as it is typed. */
export function TextField({
  label,
  value,
  onInput,
}: {
  label: string;
  value: string;
  onInput: (value: string) => void;
}) {
  const field = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    // the library gives its own name to a field without text of its own, and only once it is in the page
    field.current?.setAttribute('aria-label', label);
  }, [label]);
  return (
    <vscode-text-field
      ref={field}
      placeholder={label}
      value={value}
      onInput={(event: Event) => {
        onInput(valueOf(event));
      }}
      onKeyDown={(event) => {
        if (isFieldsOwn(event)) event.stopPropagation();
      }}
    />
  );
}
