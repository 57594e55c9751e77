import type { CheckpointView, JobFact, JobSnapshot } from '../../src/protocol/jobPage.ts';
import { LinkButton } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import { Wide } from '../ui/wide.tsx';
import { lossText } from './curve.ts';
import type { JobModel } from './model.ts';
import { stateText } from './stateLine.ts';
import { durationText, momentText, stretches, whenText } from './times.ts';

const loss = (value: number | undefined) => (value === undefined ? '–' : lossText(value));

function Checkpoints({ model, checkpoints }: { model: JobModel; checkpoints: readonly CheckpointView[] }) {
  return (
    <section aria-label={t('Checkpoints')}>
      <h2>{t('Checkpoints')}</h2>
      <Wide label={t('Checkpoints')}>
        <table class="numbers">
          <thead>
            <tr>
              <th>{t('epoch')}</th>
              <th class="figure">{t('step')}</th>
              <th class="figure">{t('training')}</th>
              <th class="figure">{t('validation')}</th>
              <th>
                <span class="unseen">{t('evaluation')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {checkpoints.map(({ model: name, step, epoch, trainLoss, validLoss, best }) => (
              <tr key={name}>
                <td title={name}>
                  {epoch?.toLocaleString() ?? '–'}
                  {best ? <span class="quiet"> · {t('lowest validation loss')}</span> : null}
                </td>
                <td class="figure">{step.toLocaleString()}</td>
                <td class="figure">{loss(trainLoss)}</td>
                <td class="figure">{loss(validLoss)}</td>
                <td class="figure">
                  <LinkButton
                    title={name}
                    onClick={() => void model.ask(`evaluate ${name}`, () => model.host.evaluate(name))}
                  >
                    {t('Evaluate')}
                    <span class="unseen"> {t('the checkpoint at step {0}', step)}</span>
                  </LinkButton>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  );
}

function Fact({ model, fact }: { model: JobModel; fact: JobFact }) {
  const { name, value, note, warning, file } = fact;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {warning ? <Icon name="warning" tone="warning" label={t('warning')} /> : null}{' '}
        {file === undefined ? (
          <span dir="auto">{value}</span>
        ) : (
          <LinkButton onClick={() => void model.ask(`open ${file}`, () => model.host.openFile(file))}>
            {value}
          </LinkButton>
        )}
        {note === undefined ? null : (
          <span class="quiet" dir="auto">
            {' · '}
            {note}
          </span>
        )}
      </dd>
    </>
  );
}

function Timeline({ timeline }: Pick<JobSnapshot, 'timeline'>) {
  return (
    <section aria-label={t('States')}>
      <h2>{t('States')}</h2>
      <ol class="timeline">
        {stretches(timeline).map(({ state, at, took }, index) => (
          <li key={index}>
            <span>{stateText(state)}</span>
            <time dateTime={new Date(at).toISOString()} title={momentText(at)}>
              {whenText(at)}
            </time>
            {took === undefined ? null : <span class="quiet"> · {durationText(took)}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Beside the events: what came out so far, what it is made of, and how it went. */
export function Side({ model, snapshot }: { model: JobModel; snapshot: JobSnapshot }) {
  const { checkpoints, facts, timeline } = snapshot;
  return (
    <>
      {checkpoints.length > 0 ? <Checkpoints model={model} checkpoints={checkpoints} /> : null}
      {facts.length > 0 ? (
        <section aria-label={t('Job')}>
          <h2>{t('Job')}</h2>
          <dl class="facts">
            {facts.map((fact) => (
              <Fact key={fact.name} model={model} fact={fact} />
            ))}
          </dl>
        </section>
      ) : null}
      {timeline.length > 0 ? <Timeline timeline={timeline} /> : null}
    </>
  );
}
