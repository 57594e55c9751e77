import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useMedia, useModel } from '../ui/hooks.ts';
import { Icon } from '../ui/icons.tsx';
import { CurveChart } from './curveChart.tsx';
import { Events } from './events.tsx';
import { Header } from './header.tsx';
import type { JobModel } from './model.ts';
import { Notices } from './notices.tsx';
import { Side } from './side.tsx';
import { SkippedLine } from './skippedLine.tsx';
import { useKeptScroll } from './keptScroll.ts';

/** Beside the events; it stays in sight with its lower end while a long list goes by. */
function SidePlace({ children }: { children: ComponentChildren }) {
  const place = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      setHeight(place.current?.offsetHeight ?? 0);
    });
    if (place.current) observer.observe(place.current);
    return () => {
      observer.disconnect();
    };
  }, []);
  return (
    <div ref={place} class="side" style={{ '--height': `${height}px` }}>
      {children}
    </div>
  );
}

/** How far the job is, what must be known, how it learns, and everything that happened. */
export function App({ model }: { model: JobModel }) {
  useModel(model);
  const scroller = useRef<HTMLElement>(null);
  const wide = useMedia('(min-width: 1000px)');
  const { snapshot, failure } = model;
  useKeptScroll(model, scroller);
  const notice =
    failure === undefined ? null : (
      <p class="notice" role="alert">
        <Icon name="error" tone="error" /> {failure}
      </p>
    );
  if (!snapshot) return <main class="page">{notice}</main>;

  const { skipped, notices, timeline } = snapshot;
  const events = <Events key="events" model={model} scroller={scroller} since={timeline[0]?.at} />;
  const side = (
    <SidePlace key="side">
      <Side model={model} snapshot={snapshot} />
    </SidePlace>
  );
  return (
    <main class="page job" ref={scroller} tabIndex={-1}>
      {notice}
      <Header model={model} snapshot={snapshot} />
      <Notices model={model} notices={notices} />
      {skipped ? <SkippedLine model={model} skipped={skipped} /> : null}
      <CurveChart model={model} snapshot={snapshot} />
      {/* in one column what is short comes before what is long */}
      <div class="low">{wide ? [events, side] : [side, events]}</div>
    </main>
  );
}
