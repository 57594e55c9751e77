import { ThemeColor, ThemeIcon, TreeItem } from 'vscode';

/** Why something cannot be listed, in its place in a view. */
export function failureItem(sentence: string): TreeItem {
  const item = new TreeItem(sentence);
  item.iconPath = new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
  item.tooltip = sentence;
  return item;
}
