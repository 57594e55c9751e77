import type { DatasetHost, DatasetSnapshot } from '../../src/protocol/datasetPage.ts';
import { LinkButton, TextButton } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';
import { plural, t } from '../ui/l10n.ts';
import { problemText } from '../ui/marks.tsx';

function Problems({ snapshot, host }: { snapshot: DatasetSnapshot; host: DatasetHost }) {
  const { problems } = snapshot;
  const total = problems ? problems.error + problems.warning + problems.info : 0;
  return (
    <TextButton onClick={() => void host.showProblems()} title={problems && problemText(problems)}>
      {t('Problems')}
      {problems ? <span class="count">{total.toLocaleString()}</span> : <span class="quiet">{t('checking …')}</span>}
    </TextButton>
  );
}

/** What can be done with the file, and for whom it is fit. */
export function Toolbar({ snapshot, host }: { snapshot: DatasetSnapshot; host: DatasetHost }) {
  return (
    <div class="bar" role="toolbar" aria-label={t('Dataset')}>
      <Problems snapshot={snapshot} host={host} />
      <TextButton onClick={() => void host.chooseRuns()}>
        {t('Predictions')}
        {snapshot.runs.length > 0 ? <span class="count">{snapshot.runs.length}</span> : null}
      </TextButton>
      {snapshot.readOnly === undefined ? null : (
        <span class="read-only quiet">
          <Icon name="lock" /> {snapshot.readOnly}
        </span>
      )}
      <ul class="vendors" aria-label={t('Valid for')}>
        {snapshot.vendors.map(({ name, errors }) => (
          <li key={name}>
            <Icon name={errors === 0 ? 'check' : 'error'} tone={errors === 0 ? 'right' : 'error'} />
            {name}
            {errors === 0 ? (
              <span class="unseen">{t('no errors')}</span>
            ) : (
              <LinkButton onClick={() => void host.showProblems()}>
                {plural(errors, '{0} error', '{0} errors')}
              </LinkButton>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
