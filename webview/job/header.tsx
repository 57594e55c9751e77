import type { JobPhase, JobSnapshot } from '../../src/protocol/jobPage.ts';
import { Icon, type IconName, type Tone } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import { Actions } from './actions.tsx';
import type { JobModel } from './model.ts';
import { stateRest, stateText } from './stateLine.ts';

/** What goes well under way needs no sign. */
const SIGNS: Readonly<Record<JobPhase, { icon: IconName; tone?: Tone } | undefined>> = {
  waiting: { icon: 'clock' },
  running: undefined,
  paused: { icon: 'debug-pause' },
  succeeded: { icon: 'check', tone: 'right' },
  failed: { icon: 'error', tone: 'error' },
  cancelled: { icon: 'circle-slash' },
};

function Progress({ snapshot }: { snapshot: JobSnapshot }) {
  const { phase, step, steps } = snapshot;
  const done = phase === 'succeeded' ? steps : step;
  const known = done !== undefined && steps !== undefined && steps > 0;
  const share = phase === 'succeeded' ? 1 : known ? Math.min(1, done / steps) : 0;
  return (
    <div
      class={`progress ${phase}`}
      role="progressbar"
      aria-label={t('Progress')}
      {...(known
        ? {
            'aria-valuemin': 0,
            'aria-valuemax': steps,
            'aria-valuenow': Math.min(done, steps),
            'aria-valuetext': t('{0} of {1} steps', done, steps),
          }
        : {})}
    >
      <i style={{ width: `${share * 100}%` }} />
    </div>
  );
}

/** What is tuned, how far it is, and what can be done. */
export function Header({ model, snapshot }: { model: JobModel; snapshot: JobSnapshot }) {
  const sign = SIGNS[snapshot.phase];
  return (
    <header class="head">
      <div class="state">
        <div class="words">
          <h1 dir="auto">{snapshot.title}</h1>
          <p>
            {sign ? <Icon name={sign.icon} {...(sign.tone && { tone: sign.tone })} /> : null}{' '}
            <span role="status">{stateText(snapshot.status)}</span>
            {stateRest(snapshot)}
          </p>
        </div>
        <Actions model={model} actions={snapshot.actions} label={t('Job')} look="buttons" />
      </div>
      <Progress snapshot={snapshot} />
    </header>
  );
}
