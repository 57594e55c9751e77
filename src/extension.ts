import { window, type ExtensionContext } from 'vscode';
import { firstImage } from './host/firstImage.ts';

export function activate(context: ExtensionContext): void {
  context.subscriptions.push(window.registerCustomEditorProvider('visionFineTuning.dataset', firstImage));
}
