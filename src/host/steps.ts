import { l10n, QuickInputButtons, window, type QuickPickItem } from 'vscode';

/** One question of several. Its answer is put into `state`; `false` leaves, `'back'` goes to the question before. */
export type Step<S> = (state: S, place: Place) => Promise<'next' | 'back' | false>;

interface Place {
  title: string;
  step: number;
  totalSteps: number;
}

/** Asks step by step, with a way back. @returns the state, or `undefined` when the user left. */
export async function ask<S>(title: string, state: S, steps: readonly Step<S>[]): Promise<S | undefined> {
  for (let at = 0; at < steps.length;) {
    const answer = await steps[at]?.(state, { title, step: at + 1, totalSteps: steps.length });
    if (answer === 'next') at++;
    else if (answer === 'back') at--;
    else return undefined;
  }
  return state;
}

/** A list to choose one of, or several. */
export function choose<T extends QuickPickItem>(
  place: Place,
  placeholder: string,
  items: readonly T[],
  take: (chosen: readonly T[]) => void,
  { many = false }: { many?: boolean } = {},
): Promise<'next' | 'back' | false> {
  const pick = window.createQuickPick<T>();
  Object.assign(pick, {
    ...place,
    placeholder,
    items,
    canSelectMany: many,
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  pick.buttons = place.step > 1 ? [QuickInputButtons.Back] : [];
  if (many) pick.selectedItems = items.filter((item) => item.picked);
  return new Promise((resolve) => {
    pick.onDidTriggerButton(() => {
      resolve('back');
    });
    pick.onDidAccept(() => {
      if (pick.selectedItems.length === 0) return;
      take(pick.selectedItems);
      resolve('next');
    });
    pick.onDidHide(() => {
      resolve(false);
    });
    pick.show();
  }).finally(() => {
    pick.dispose();
  }) as Promise<'next' | 'back' | false>;
}

/** A line of text. `check` gives the sentence that says what is wrong with it. */
export function enter(
  place: Place,
  prompt: string,
  value: string,
  take: (text: string) => void,
  check: (text: string) => string | undefined = () => undefined,
): Promise<'next' | 'back' | false> {
  const input = window.createInputBox();
  Object.assign(input, {
    ...place,
    prompt,
    value,
    ignoreFocusOut: true,
    placeholder: l10n.t('Leave it empty for none'),
  });
  input.buttons = place.step > 1 ? [QuickInputButtons.Back] : [];
  return new Promise((resolve) => {
    input.onDidTriggerButton(() => {
      resolve('back');
    });
    input.onDidChangeValue((text) => {
      input.validationMessage = check(text);
    });
    input.onDidAccept(() => {
      input.validationMessage = check(input.value);
      if (input.validationMessage !== undefined) return;
      take(input.value.trim());
      resolve('next');
    });
    input.onDidHide(() => {
      resolve(false);
    });
    input.show();
  }).finally(() => {
    input.dispose();
  }) as Promise<'next' | 'back' | false>;
}
