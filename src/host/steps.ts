import { l10n, QuickInputButtons, window, type QuickPickItem } from 'vscode';

/**
 * One question of several. Its answer is put into `state`; `false` leaves, `'back'` goes to the question before, and
 * `'skip'` passes over a question that other answers have made needless, on the way there and on the way back.
 */
export type Step<S> = (state: S, place: Place) => Promise<'next' | 'back' | 'skip' | false>;

export interface Place {
  title: string;
  step: number;
  totalSteps: number;
}

/**
 * Asks step by step, with a way back.
 * @param first the step to begin with, when those before it are answered
 * @returns the state, or `undefined` when the user left
 */
export async function ask<S>(title: string, state: S, steps: readonly Step<S>[], first = 0): Promise<S | undefined> {
  let by = 1;
  for (let at = first; at < steps.length; at += by) {
    const answer = await steps[at]?.(state, { title, step: at + 1, totalSteps: steps.length });
    if (answer === 'next' || answer === 'back') by = answer === 'next' ? 1 : -1;
    else if (answer !== 'skip') return undefined;
  }
  return state;
}

/** A list to choose one of, or several. @param active what the cursor is on; `none`: of several it may be none */
export function choose<T extends QuickPickItem>(
  place: Place,
  placeholder: string,
  items: readonly T[],
  take: (chosen: readonly T[]) => void,
  { many = false, none = false, active }: { many?: boolean; none?: boolean; active?: T | undefined } = {},
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
  if (active) pick.activeItems = [active];
  return new Promise((resolve) => {
    pick.onDidTriggerButton(() => {
      resolve('back');
    });
    pick.onDidAccept(() => {
      if (pick.selectedItems.length === 0 && !none) return;
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
  placeholder = l10n.t('Leave it empty for none'),
): Promise<'next' | 'back' | false> {
  const input = window.createInputBox();
  Object.assign(input, {
    ...place,
    prompt,
    value,
    ignoreFocusOut: true,
    placeholder,
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
