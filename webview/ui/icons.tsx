/** The codicons in use, by their code points in `@vscode/codicons`. */
const CODICONS = {
  check: 0xeab2,
  account: 0xeb99,
  close: 0xea76,
  warning: 0xea6c,
  error: 0xea87,
  info: 0xea74,
  'chevron-right': 0xeab6,
  'chevron-down': 0xeab4,
  'arrow-up': 0xeaa1,
  'arrow-down': 0xea9a,
  'go-to-file': 0xea94,
  globe: 0xeb01,
  table: 0xebb7,
  'circle-slash': 0xeabd,
  json: 0xeb0f,
  question: 0xeb32,
  edit: 0xea73,
  copy: 0xebcc,
  trash: 0xea81,
  add: 0xea60,
  lock: 0xea75,
  export: 0xebac,
  'save-as': 0xeb4a,
  'link-external': 0xeb14,
  'zoom-in': 0xeb81,
  'zoom-out': 0xeb82,
  'chevron-left': 0xeab5,
  'screen-full': 0xeb4c,
  'file-media': 0xeaea,
  replace: 0xeb3d,
  'screen-normal': 0xeb4d,
  'screen-cut': 0xec7f,
  markdown: 0xeb1d,
  keyboard: 0xea65,
  diff: 0xeae1,
  tools: 0xeb6d,
  tag: 0xea66,
  reply: 0xea7d,
  regex: 0xeb38,
  'case-sensitive': 0xeab1,
  filter: 0xeaf1,
  'mortar-board': 0xeb21,
  clock: 0xea82,
  'debug-pause': 0xead1,
  'comment-discussion': 0xeac7,
} as const;

export type IconName = keyof typeof CODICONS;

/** An icon; with a label it is a picture of its own, without one it is decoration. */
export function Icon({ name, label, tone }: { name: IconName; label?: string; tone?: Tone }) {
  const className = tone ? `icon ${tone}` : 'icon';
  const glyph = String.fromCodePoint(CODICONS[name]);
  return label ? (
    <span class={className} role="img" aria-label={label} title={label}>
      {glyph}
    </span>
  ) : (
    <span class={className} aria-hidden="true">
      {glyph}
    </span>
  );
}

/** What a colour means. */
export type Tone = 'right' | 'wrong' | 'error' | 'warning' | 'info';
