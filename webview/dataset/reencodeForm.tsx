import type { ReencodeSettings } from '../../src/protocol/imageEditing.ts';
import { t } from '../ui/l10n.ts';
import type { Scope } from './reencoding.ts';

const LONGEST_SIDE = 32_768;

export interface ReencodeFormProps {
  scope: Scope;
  scopes: readonly { scope: Scope; text: string }[];
  settings: ReencodeSettings;
  disabled: boolean;
  onScope: (scope: Scope) => void;
  onSettings: (change: Partial<ReencodeSettings>) => void;
}

/** Which images are encoded anew, and how. */
export function ReencodeForm({ scope, scopes, settings, disabled, onScope, onSettings }: ReencodeFormProps) {
  const { format, quality, maxSide, matchPillow, onlySmaller } = settings;
  const formats = [
    { value: 'keep', text: t('As each image is') },
    { value: 'jpeg', text: 'JPEG' },
    { value: 'png', text: 'PNG' },
    { value: 'webp', text: 'WEBP' },
  ] as const;
  return (
    <fieldset class="reencode-form" disabled={disabled}>
      <legend class="unseen">{t('Settings')}</legend>
      <div class="choices" role="radiogroup" aria-label={t('Images')}>
        {scopes.map(({ scope: each, text }) => (
          <label key={each}>
            <input
              type="radio"
              name="scope"
              checked={each === scope}
              onChange={() => {
                onScope(each);
              }}
            />
            {text}
          </label>
        ))}
      </div>
      <label class="setting">
        <span>{t('Format')}</span>
        <select
          class="select"
          value={format}
          onChange={(event) => {
            const { value } = event.currentTarget;
            onSettings({ format: formats.find((each) => each.value === value)?.value ?? 'keep' });
          }}
        >
          {formats.map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <label class="setting">
        <span>{t('Quality')}</span>
        <span class="quality">
          <input
            type="range"
            min={1}
            max={100}
            value={quality}
            disabled={format === 'png'}
            onInput={(event) => {
              onSettings({ quality: event.currentTarget.valueAsNumber });
            }}
          />
          <output class="figure">{format === 'png' ? t('lossless') : quality}</output>
        </span>
      </label>
      <label class="setting">
        <span>{t('Longest side')}</span>
        <span>
          <input
            type="number"
            class="number-field"
            min={1}
            max={LONGEST_SIDE}
            step={1}
            value={maxSide ?? ''}
            placeholder={t('as it is')}
            onInput={(event) => {
              const side = event.currentTarget.valueAsNumber;
              if (event.currentTarget.value !== '' && !event.currentTarget.validity.valid) return;
              onSettings({ maxSide: Number.isInteger(side) ? side : undefined } as Partial<ReencodeSettings>);
            }}
          />{' '}
          {t('px')}
        </span>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={onlySmaller}
          onChange={(event) => {
            onSettings({ onlySmaller: event.currentTarget.checked });
          }}
        />
        {t('Leave images that would not get smaller')}
      </label>
      <label
        class="check"
        title={t(
          'The pixels that Python’s Pillow writes with convert("RGB") and save(): transparency is dropped and an EXIF orientation is passed over. Otherwise transparent images are put on white and turned upright.',
        )}
      >
        <input
          type="checkbox"
          checked={matchPillow}
          onChange={(event) => {
            onSettings({ matchPillow: event.currentTarget.checked });
          }}
        />
        {t('Same pixels as Python’s Pillow')}
      </label>
    </fieldset>
  );
}
