import type { ExampleView } from '../../src/protocol/datasetPage.ts';
import { TextButton } from '../ui/controls.tsx';
import { t } from '../ui/l10n.ts';
import type { Inline } from './inline.ts';

export interface InlineToolsProps {
  inline: Inline;
  example: ExampleView;
  editable: boolean;
}

/** What can be done about an example that models were asked about. */
export function InlineTools({ inline, example, editable }: InlineToolsProps) {
  const asked = example.asked ?? [];
  if (example.predictions.length === 0 && asked.length === 0) return null;
  const tools: readonly [text: string, action: string, fits: boolean, does: () => void][] = [
    [
      t('Ask Again'),
      'ask-again',
      asked.length > 0,
      () => {
        inline.ask(true);
      },
    ],
    [t('Nearest Training Examples'), 'nearest', true, () => void inline.findNearest()],
    [
      t('Fix the Label'),
      'fix-label',
      editable && example.label !== undefined,
      () => {
        inline.editLabel();
      },
    ],
    [
      t('Add to Training File'),
      'add-to-training',
      true,
      () => {
        inline.addToTraining();
      },
    ],
    [
      t('Exclude from Test'),
      'exclude',
      editable && example.predictions.length > 0,
      () => {
        inline.exclude();
      },
    ],
  ];
  return (
    <div class="inline-tools" role="group" aria-label={t('About this example')}>
      {tools.map(([text, action, fits, does]) =>
        fits ? (
          <TextButton key={action} action={action} onClick={does}>
            {text}
          </TextButton>
        ) : null,
      )}
    </div>
  );
}
