import { plot, type PlotOptions } from '@observablehq/plot';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { ChartMenu, type ChartFiles } from './chartMenu.tsx';
import { IconButton } from './controls.tsx';
import { Explained } from './explained.tsx';
import { t } from './l10n.ts';
import { Wide } from './wide.tsx';

export * as Plot from './plotMarks.ts';

const nonce = () => document.querySelector('meta[property="csp-nonce"]')?.getAttribute('content') ?? '';

/** Plot puts a `<style>` into its SVG, which the page's policy lets through by its nonce alone. */
function draw(options: PlotOptions): Element {
  const drawing = plot({
    ...options,
    style: { background: 'none', color: 'inherit', fontFamily: 'inherit', fontSize: '12px' },
  });
  for (const style of drawing.querySelectorAll('style')) style.setAttribute('nonce', nonce());
  for (const labelled of [drawing, ...drawing.querySelectorAll('[aria-label]')]) labelled.removeAttribute('aria-label');
  return drawing;
}

/** A drawing as wide as its place, read out as one picture with a name. */
function Drawing({ label, options }: { label: string; options: (width: number) => PlotOptions }) {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width));
    });
    if (place.current) observer.observe(place.current);
    return () => {
      observer.disconnect();
    };
  }, []);
  useLayoutEffect(() => {
    if (width > 0) place.current?.replaceChildren(draw(options(width)));
  }, [width, options]);
  return <div ref={place} class="drawing" role="img" aria-label={label} />;
}

export interface ChartProps {
  title: string;
  /** What is read out in place of the drawing. */
  label: string;
  /** Beside the title. */
  aside: ComponentChildren;
  /** What Plot draws at a width; the same function as long as nothing changed. */
  options: (width: number) => PlotOptions;
  /** The same figures as a table. */
  table: ComponentChildren;
  asTable: boolean;
  onTable: (asTable: boolean) => void;
  note?: string | undefined;
  /** How its numbers are computed. */
  explained?: string;
  /** Where pictures of it go; without them there are none. */
  files?: ChartFiles;
}

/** A chart with its title and, behind a button, its table. */
export function Chart(props: ChartProps) {
  const { title, label, aside, options, table, asTable, onTable, note, explained, files } = props;
  const place = useRef<HTMLElement>(null);
  return (
    <figure ref={place} class="chart">
      <figcaption>
        <h2>{explained === undefined ? title : <Explained text={explained}>{title}</Explained>}</h2>
        <span class="beside-title">{aside}</span>
        <span class="end">
          {files && !asTable ? <ChartMenu {...{ title, place, files }} /> : null}
          <IconButton
            icon="table"
            label={t('Show as table')}
            pressed={asTable}
            onClick={() => {
              onTable(!asTable);
            }}
          />
        </span>
      </figcaption>
      {asTable ? <Wide label={title}>{table}</Wide> : <Drawing label={label} options={options} />}
      {note === undefined ? null : <p class="small">{note}</p>}
    </figure>
  );
}
