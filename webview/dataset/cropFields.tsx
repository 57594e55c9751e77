import type { CropArea } from '../../src/protocol/imageEditing.ts';
import { TextButton } from '../ui/controls.tsx';
import { t } from '../ui/l10n.ts';
import { isWhole, whole, within } from './cropArea.ts';
import type { Size } from './imageZoom.ts';

export interface CropFieldsProps {
  area: CropArea;
  size: Size;
  disabled: boolean;
  onArea: (area: CropArea) => void;
}

/** The part that is kept, in numbers. */
export function CropFields({ area, size, disabled, onArea }: CropFieldsProps) {
  const fields: { key: keyof CropArea; text: string; least: number; most: number }[] = [
    { key: 'x', text: t('X'), least: 0, most: size.width - 1 },
    { key: 'y', text: t('Y'), least: 0, most: size.height - 1 },
    { key: 'width', text: t('Width'), least: 1, most: size.width - area.x },
    { key: 'height', text: t('Height'), least: 1, most: size.height - area.y },
  ];
  return (
    <fieldset class="crop-fields" disabled={disabled}>
      <legend class="unseen">{t('Part that is kept, in pixels')}</legend>
      {fields.map(({ key, text, least, most }) => (
        <label key={key}>
          <span>{text}</span>
          <input
            type="number"
            class="number-field"
            min={least}
            max={most}
            step={1}
            value={area[key]}
            onInput={(event) => {
              const { valueAsNumber: value } = event.currentTarget;
              if (Number.isFinite(value)) onArea(within({ ...area, [key]: value }, size));
            }}
          />
        </label>
      ))}
      <TextButton
        disabled={isWhole(area, size)}
        onClick={() => {
          onArea(whole(size));
        }}
      >
        {t('Whole image')}
      </TextButton>
    </fieldset>
  );
}
