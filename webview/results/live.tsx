import type { ResultsSnapshot } from '../../src/protocol/resultsPage.ts';
import { TextButton } from '../ui/controls.tsx';
import { usdText } from '../ui/format.ts';
import { language, t } from '../ui/l10n.ts';
import type { ResultsModel } from './model.ts';
import { Swatch } from './modelsTable.tsx';
import type { RunLook } from './runLooks.ts';

type LiveRun = ResultsSnapshot['live'][number];

/** "120 of 485, 3.2 a second, about 2 min left, $0.12 so far". */
function liveText({ done, total, going, rate, seconds, usd, waits }: LiveRun): string {
  const number = (value: number) => value.toLocaleString(language());
  const parts = [
    going ? t('{0} of {1}', number(done), number(total)) : t('stopped after {0} of {1}', number(done), number(total)),
    ...(rate === undefined || rate === 0 ? [] : [t('{0} a second', number(Number(rate.toPrecision(2))))]),
    ...(seconds === undefined ? [] : [leftText(seconds)]),
    ...(usd === undefined || usd === 0 ? [] : [t('{0} so far', usdText(usd))]),
    ...(waits === undefined ? [] : [t('the server asks to wait {0} s', Math.ceil(waits / 1000))]),
  ];
  return parts.join(', ');
}

const leftText = (seconds: number) =>
  seconds < 90 ? t('about {0} s left', seconds) : t('about {0} min left', Math.round(seconds / 60));

/** How far the runs are that are not complete; one that was stopped is gone on with. */
export function LiveRuns({
  model,
  live,
  looks,
}: {
  model: ResultsModel;
  live: readonly LiveRun[];
  looks: readonly RunLook[];
}) {
  return live.length === 0 ? null : (
    <ul class="live" aria-label={t('Runs that are not complete')}>
      {live.map((run) => {
        const look = looks[run.run];
        const label = look?.label ?? '';
        return (
          <li key={run.run}>
            <span class="who">
              <Swatch color={look?.color ?? ''} />
              {label}
            </span>
            <span
              class={run.going ? 'bar' : 'bar stopped'}
              role="progressbar"
              aria-label={t('Answers of {0}', label)}
              aria-valuemin={0}
              aria-valuemax={run.total}
              aria-valuenow={run.done}
            >
              <i style={{ width: `${(run.done / run.total) * 100}%` }} />
            </span>
            <span class="quiet">{liveText(run)}</span>
            {run.going ? null : (
              <TextButton onClick={() => void model.asking(model.host.goOn(run.run))}>{t('Go On')}</TextButton>
            )}
          </li>
        );
      })}
    </ul>
  );
}
