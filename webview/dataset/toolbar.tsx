import { useEffect } from 'preact/hooks';
import type { DatasetSnapshot } from '../../src/protocol/datasetPage.ts';
import type { Listing } from '../../src/protocol/listing.ts';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import { followKeys } from './findKeys.ts';
import { FindField } from './findField.tsx';
import { PredictionsMenu, ProblemsMenu, SortMenu } from './filterMenus.tsx';
import type { DatasetModel } from './model.ts';
import { MoreFilters } from './moreFilters.tsx';
import { Vendors } from './vendors.tsx';

/** Gives the focus to the row of the list that has it, or to the first one while none has. */
const focusList = () => {
  const rows = '.list [role=option], .list [role=treeitem]';
  const current = '.list [role=option][tabindex="0"], .list [role=treeitem][tabindex="0"]';
  (document.querySelector<HTMLElement>(current) ?? document.querySelector<HTMLElement>(rows))?.focus();
};

/** What is listed, in what order, and for whom the file is fit. */
export function Toolbar({ model, snapshot }: { model: DatasetModel; snapshot: DatasetSnapshot }) {
  const { host } = model;
  const { listing } = model.place;
  const onList = (wanted: Listing) => {
    // what fits is listed where the problems were
    model.problems.close();
    model.list(wanted);
  };
  useEffect(() => followKeys(model), [model]);
  return (
    <div class="bar" role="group" aria-label={t('Dataset')}>
      <FindField model={model} onLeave={focusList} />
      <ProblemsMenu
        snapshot={snapshot}
        host={host}
        listing={listing}
        onList={onList}
        onShowAll={() => {
          model.problems.open();
        }}
      />
      <PredictionsMenu snapshot={snapshot} host={host} listing={listing} onList={onList} />
      <MoreFilters listing={listing} onList={onList} />
      <SortMenu listing={listing} onList={onList} />
      {snapshot.readOnly === undefined ? null : (
        <span class="read-only quiet">
          <Icon name="lock" /> {snapshot.readOnly}
        </span>
      )}
      <Vendors model={model} snapshot={snapshot} />
    </div>
  );
}
