import type { RefObject } from 'preact';
import { pngFile, svgFile } from './chartFile.ts';
import { copyPicture } from './copyPicture.ts';
import { t } from './l10n.ts';
import { MenuButton } from './menu.tsx';

/** Where the picture of a chart goes: to a file, by the host. */
export interface ChartFiles {
  save: (name: string, format: 'svg' | 'png', bytes: Uint8Array) => Promise<void>;
  /** Is given what is on its way, and says what goes wrong. */
  asking: (work: Promise<unknown>) => Promise<void>;
}

/** A chart as a picture, in a file or the clipboard. */
export function ChartMenu({
  title,
  place,
  files,
}: {
  title: string;
  /** What the drawing is in. */
  place: RefObject<HTMLElement | null>;
  files: ChartFiles;
}) {
  const svg = () => {
    const drawing = place.current?.querySelector<SVGSVGElement>('.drawing svg');
    return drawing ? svgFile(drawing, title) : '';
  };
  const actions: [string, () => Promise<unknown>][] = [
    [t('Save as SVG…'), () => files.save(title, 'svg', new TextEncoder().encode(svg()))],
    [t('Save as PNG…'), async () => files.save(title, 'png', await pngFile(svg()))],
    [t('Copy as SVG'), () => navigator.clipboard.writeText(svg())],
    [t('Copy as PNG'), async () => copyPicture(await pngFile(svg()), 'PNG')],
  ];
  const items = actions.map(([text, act]) => ({
    text,
    onChoose: () => {
      void files.asking(act());
    },
  }));
  return (
    <MenuButton label={t('Picture of this chart')} on={false} title={t('Picture of this chart')} sections={[{ items }]}>
      {t('Picture')}
    </MenuButton>
  );
}
