import type { ExampleView } from '../../src/protocol/datasetPage.ts';
import { TextButton } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import { neighbour, nextRole, type Edits } from './edits.ts';

/** Adds the message that would come next, to be written at once. */
export function AddMessage({ edits, example }: { edits: Edits; example: Pick<ExampleView, 'line' | 'messages'> }) {
  const role = nextRole(example);
  const path = example.messages.at(-1)?.path;
  return (
    <div class="add" data-path="">
      <TextButton
        action="add"
        onClick={() =>
          void edits.make(
            { kind: 'addMessage', line: example.line, path, role },
            path === undefined ? [] : [{ path: neighbour(path, 1), action: 'write' }],
          )
        }
      >
        <Icon name="add" /> {t('Add message')} <span class="quiet">{role}</span>
      </TextButton>
    </div>
  );
}
