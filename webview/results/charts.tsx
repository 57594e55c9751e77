import type { ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import { AccuracyByType } from './accuracyByType.tsx';
import { ConfusionChart } from './confusion.tsx';
import { CostsChart } from './costs.tsx';
import type { ResultsModel } from './model.ts';
import { People } from './people.tsx';
import { Ratings } from './ratings.tsx';
import type { RunLook } from './runLooks.ts';
import { SideBySide } from './sideBySide.tsx';
import { TrendChart } from './trend.tsx';

const trendLooks = ({ report, runs }: ResultsSnapshot, looks: readonly RunLook[]) =>
  looks.map(({ color }, at) => ({ model: report.runs[at]?.model ?? '', role: runs[at]?.role ?? 'base', color }));

export interface ChartsProps {
  model: ResultsModel;
  snapshot: ResultsSnapshot;
  looks: readonly RunLook[];
}

/** Why the answer is what it is; folded into one line where somebody works through the examples. */
export function Charts({ model, snapshot, looks }: ChartsProps) {
  const open = model.place.chartsOpen;
  return (
    <>
      <button
        type="button"
        class="fold charts-fold"
        aria-expanded={open}
        onClick={() => {
          model.setPlace({ chartsOpen: !open });
        }}
      >
        <Icon name={open ? 'chevron-down' : 'chevron-right'} />
        {t('Charts')}
      </button>
      {open ? (
        <div class="charts">
          <AccuracyByType {...{ model, snapshot, looks }} />
          <Ratings {...{ model, snapshot, looks }} />
          <SideBySide {...{ snapshot, looks }} />
          <People {...{ snapshot, looks }} />
          <ConfusionChart {...{ model, snapshot, looks }} />
          <CostsChart {...{ model, snapshot, looks }} />
          <TrendChart model={model} looks={trendLooks(snapshot, looks)} />
        </div>
      ) : null}
    </>
  );
}
