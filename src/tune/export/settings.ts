import type { Settings, SettingName, Trainer } from './trainer.ts';

/** As the user sets them. */
export const SETTING_LABELS: Readonly<Record<SettingName, string>> = {
  epochs: 'epochs',
  batchSize: 'batch size',
  learningRate: 'learning rate',
  seed: 'seed',
};

/** What was asked for and a trainer has no setting for, one sentence each. */
export const unusedSettings = ({ name, settings }: Trainer, asked: Settings): string[] =>
  (Object.keys(SETTING_LABELS) as SettingName[])
    .filter((setting) => asked[setting] !== undefined && !settings.includes(setting))
    .map((setting) => `The ${SETTING_LABELS[setting]} was not used: ${name} cannot be told it in examples.`);
