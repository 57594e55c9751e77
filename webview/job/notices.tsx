import type { JobNotice } from '../../src/protocol/jobPage.ts';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import { Actions } from './actions.tsx';
import type { JobModel } from './model.ts';

function Notice({ model, notice }: { model: JobModel; notice: JobNotice }) {
  const { tone, sentence, help, actions } = notice;
  return (
    <div class="told" role={tone === 'error' ? 'alert' : 'status'}>
      <Icon name={tone} tone={tone} />
      <div>
        <p dir="auto">{sentence}</p>
        {help === undefined ? null : (
          <p class="quiet" dir="auto">
            {help}
          </p>
        )}
        {actions.length > 0 ? <Actions model={model} actions={actions} label={t('What to do')} look="links" /> : null}
      </div>
    </div>
  );
}

/** What the user must know; one that stays is not read out again. */
export function Notices({ model, notices }: { model: JobModel; notices: readonly JobNotice[] }) {
  return (
    <>
      {notices.map((notice) => (
        <Notice key={notice.sentence} model={model} notice={notice} />
      ))}
    </>
  );
}
