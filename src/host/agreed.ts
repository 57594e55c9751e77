import { window } from 'vscode';

/** A modal question before anything leaves the machine or is paid. */
export async function agreed(question: string, detail: string, yes: string): Promise<boolean> {
  return (await window.showInformationMessage(question, { modal: true, detail }, yes)) === yes;
}
