import { useEffect } from 'preact/hooks';
import type { DatasetSnapshot } from '../../src/protocol/datasetPage.ts';
import type { Listing } from '../../src/protocol/listing.ts';
import { LinkButton } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';
import { plural, t } from '../ui/l10n.ts';
import { followKeys } from './findKeys.ts';
import { FindField } from './findField.tsx';
import { PredictionsMenu, ProblemsMenu, SortMenu } from './filterMenus.tsx';
import type { DatasetModel } from './model.ts';
import { MoreFilters } from './moreFilters.tsx';

/** Gives the focus to the row of the list that has it, or to the first one while none has. */
const focusList = () => {
  const row =
    document.querySelector<HTMLElement>('[role=option][tabindex="0"]') ?? document.querySelector('[role=option]');
  row?.focus();
};

/** What is listed, in what order, and for whom the file is fit. */
export function Toolbar({ model, snapshot }: { model: DatasetModel; snapshot: DatasetSnapshot }) {
  const { host } = model;
  const { listing } = model.place;
  const onList = (wanted: Listing) => {
    model.list(wanted);
  };
  useEffect(() => followKeys(model), [model]);
  return (
    <div class="bar" role="group" aria-label={t('Dataset')}>
      <FindField model={model} onLeave={focusList} />
      <ProblemsMenu snapshot={snapshot} host={host} listing={listing} onList={onList} />
      <PredictionsMenu snapshot={snapshot} host={host} listing={listing} onList={onList} />
      <MoreFilters listing={listing} onList={onList} />
      <SortMenu listing={listing} onList={onList} />
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
