import { useRef, useState } from 'preact/hooks';
import { useModel } from '../ui/hooks.ts';
import { Icon } from '../ui/icons.tsx';
import { t } from '../ui/l10n.ts';
import { SolidButton } from '../ui/toolkit.tsx';
import { Explained } from '../ui/explained.tsx';
import { Additions } from './additions.tsx';
import { Charts } from './charts.tsx';
import { Compare } from './compare.tsx';
import { Examples } from './examples.tsx';
import { Filters } from './filters.tsx';
import { LiveRuns } from './live.tsx';
import { MEASURES } from './measures.ts';
import type { ResultsModel } from './model.ts';
import { ModelsTable } from './modelsTable.tsx';
import { Remarks } from './remarks.tsx';
import { runLooks } from './runLooks.ts';

/** The answer first, then why, then every example. */
export function App({ model }: { model: ResultsModel }) {
  useModel(model);
  const scroller = useRef<HTMLElement>(null);
  const [filtersHeight, setFiltersHeight] = useState(44);
  const { snapshot } = model;
  const failure = snapshot?.failure ?? model.failure;
  const notice =
    failure === undefined ? null : (
      <p class="notice" role="alert">
        <Icon name="error" tone="error" /> {failure}
      </p>
    );
  if (!snapshot) return <main class="page">{notice}</main>;

  const { report } = snapshot;
  const looks = runLooks(report.runs.map(({ name }, index) => ({ name, role: snapshot.runs[index]?.role ?? 'base' })));
  return (
    <main class="page results" ref={scroller} tabIndex={-1}>
      {notice}
      <header class="summary">
        <LiveRuns model={model} live={snapshot.live} looks={looks} />
        <div class="verdict-line">
          <h1 class="verdict" dir="auto">
            {snapshot.a === snapshot.b ? (
              snapshot.verdict
            ) : (
              <Explained text={MEASURES.verdict()}>{snapshot.verdict}</Explained>
            )}
          </h1>
          <Compare model={model} snapshot={snapshot} looks={looks} />
          <SolidButton onClick={() => void model.asking(model.host.exportReport())}>{t('Export…')}</SolidButton>
        </div>
        {snapshot.facts.map((fact, index) => (
          <p key={index} class={index === 0 ? '' : 'quiet'} dir="auto">
            {fact}
          </p>
        ))}
        <Remarks snapshot={snapshot} looks={looks} />
      </header>
      {report.runs.length > 0 ? (
        <>
          <ModelsTable snapshot={snapshot} looks={looks} />
          <Additions model={model} snapshot={snapshot} />
          <Charts model={model} snapshot={snapshot} looks={looks} />
          <Filters model={model} snapshot={snapshot} looks={looks} onHeight={setFiltersHeight} />
          <Examples model={model} looks={looks} scroller={scroller} below={filtersHeight} />
        </>
      ) : null}
    </main>
  );
}
