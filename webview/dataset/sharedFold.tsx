import type { ComponentChildren } from 'preact';
import type { DatasetSnapshot, RowView } from '../../src/protocol/datasetPage.ts';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import { problemText } from '../ui/marks.tsx';
import type { DatasetModel } from './model.ts';

/** "13 messages shared by all 721 examples", or by those that begin with them. */
function sharedText({ messages, examples, sharing = examples }: DatasetSnapshot['shared']): string {
  if (sharing < examples)
    return messages === 1
      ? t('1 message shared by {0} of {1} examples', sharing, examples)
      : t('{0} messages shared by {1} of {2} examples', messages, sharing, examples);
  return messages === 1
    ? t('1 message shared by all {0} examples', examples)
    : t('{0} messages shared by all {1} examples', messages, examples);
}

export interface SharedFoldProps {
  model: DatasetModel;
  snapshot: DatasetSnapshot;
  problems: RowView['problems'];
  children: ComponentChildren;
}

/** The messages that examples share, folded into one line until they are asked for. */
export function SharedFold({ model, snapshot, problems, children }: SharedFoldProps) {
  const open = model.place.sharedOpen;
  const faults = problemText(problems);
  const { description } = snapshot.shared;
  return (
    <>
      <button
        type="button"
        class="fold"
        aria-expanded={open}
        onClick={() => {
          model.setPlace({ sharedOpen: !open });
        }}
      >
        <Icon name={open ? 'chevron-down' : 'chevron-right'} />
        <span class="cut">
          {sharedText(snapshot.shared)}
          <span class="quiet">
            {description === '' ? '' : `: ${description}`}
            {faults === '' ? '' : ` · ${faults}`}
          </span>
        </span>
      </button>
      {open ? <div class="shared">{children}</div> : null}
    </>
  );
}
