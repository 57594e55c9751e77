/** One theme of each kind: the class of its variables in pages/themes.css, and what VS Code puts on a webview's body. */
export const THEMES = {
  'Dark Modern': { variables: 'dark-modern', body: 'vscode-dark' },
  'Light Modern': { variables: 'light-modern', body: 'vscode-light' },
  'Dark High Contrast': { variables: 'high-contrast', body: 'vscode-high-contrast' },
  'Light High Contrast': {
    variables: 'high-contrast-light',
    body: 'vscode-high-contrast-light vscode-high-contrast',
  },
} as const;
export type Theme = keyof typeof THEMES;
export const THEME_NAMES = Object.keys(THEMES) as Theme[];
