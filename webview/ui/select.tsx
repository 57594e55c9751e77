export interface SelectProps {
  label: string;
  value: string;
  choices: readonly { value: string; text: string }[];
  /** What it is found by when the focus is to come back to it. */
  action?: string;
  onChange: (value: string) => void;
}

/** A small drop-down for use among icons; an arrow key opens it, so that passing a choice does not make it. */
export function Select({ label, value, choices, action, onChange }: SelectProps) {
  return (
    <select
      class="select"
      aria-label={label}
      title={label}
      value={value}
      data-action={action}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        event.preventDefault();
        event.currentTarget.showPicker();
      }}
    >
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.text}
        </option>
      ))}
    </select>
  );
}
