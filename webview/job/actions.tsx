import { useLayoutEffect, useRef } from 'preact/hooks';
import type { JobAction } from '../../src/protocol/jobPage.ts';
import { LinkButton, TextButton } from '../ui/controls.tsx';
import { t } from '../ui/l10n.ts';
import { SolidButton } from '../ui/toolkit.tsx';
import type { JobModel } from './model.ts';

/** @returns an action as its button is labelled. */
export function actionText(action: JobAction): string {
  const texts: Record<JobAction, string> = {
    cancel: t('Cancel'),
    pause: t('Pause'),
    resume: t('Resume'),
    refresh: t('Refresh'),
    copyId: t('Copy Id'),
    openVendor: t('Open at Vendor'),
    evaluate: t('Evaluate'),
    compareWithBase: t('Compare with Base'),
    showSkipped: t('Show in File'),
    findCandidates: t('Find Candidates'),
    showFault: t('Show Example'),
    tryAgain: t('Try Again'),
    explain: t('Explain'),
  };
  return texts[action];
}

export interface ActionsProps {
  model: JobModel;
  actions: readonly JobAction[];
  /** What they are about. */
  label: string;
  /** As buttons, the first of them solid, or as links within a line. */
  look: 'buttons' | 'links';
}

/** What can be done now; an action that is gone leaves the focus to the first of those there are. */
export function Actions({ model, actions, label, look }: ActionsProps) {
  const group = useRef<HTMLSpanElement>(null);
  const hadFocus = useRef(false);
  // asked before the one that has it may go
  hadFocus.current = group.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    if (hadFocus.current && !group.current?.contains(document.activeElement))
      group.current?.querySelector<HTMLElement>('button, vscode-button')?.focus();
  });
  return (
    <span ref={group} class={`actions ${look}`} role="group" aria-label={label}>
      {actions.map((action, index) => {
        const Button = look === 'links' ? LinkButton : index === 0 ? SolidButton : TextButton;
        return (
          <Button key={action} onClick={() => void model.ask(action, () => model.host.run(action))}>
            {actionText(action)}
          </Button>
        );
      })}
    </span>
  );
}
