import type { ProviderProfile } from '../../providers/profile.ts';
import type { Conversation, TurnRole } from './conversation.ts';

/** Who trains, in the order they are offered. */
export const TRAINER_IDS = ['together', 'fireworks', 'trl', 'llama-factory', 'ms-swift'] as const;
export type TrainerId = (typeof TRAINER_IDS)[number];

/** Who trains on exported data, and in which form it takes it. */
export interface Trainer {
  id: TrainerId;
  /** As it writes itself. */
  name: string;
  /** Where its data format is documented. */
  source: string;
  /** The model of its own documented example. */
  model: string;
  /** Of its own documented example; what is missing it chooses itself. */
  defaults: Partial<Record<SettingName, number>>;
  /** What can be set on it. */
  settings: readonly SettingName[];
  takes: Takes;
  /** One line of its data file, to be written as JSON. */
  line(example: Conversation): unknown;
  /** Files beside the data, by their names: configuration and what belongs to it. */
  files(job: ExportJob): Readonly<Record<string, string>>;
  /** What its user should know of this export, one sentence each. */
  remarks?(job: ExportJob): readonly string[];
  /** What to do, in order. */
  steps(job: ExportJob): readonly Step[];
}

export interface Takes {
  /** Data URLs inside the lines, or files in a folder beside them. */
  images: 'inside' | 'files';
  /** Whether an image may stay a web address. */
  addresses: boolean;
  imageRoles: readonly TurnRole[];
  /** `free`: as they are; `joined`: no role twice in a row; `strict`: a system message first, then user and assistant. */
  turns: 'free' | 'joined' | 'strict';
  /** Whether an answer can be read without being learned: of any answer, of all but the last of an example, or never. */
  weights: 'each' | 'lastOnly' | 'none';
  /** Whether it reads `<image>` in a text as the place of an image. */
  marks: boolean;
  limits?: ProviderProfile['limits'] | undefined;
}

export const SETTING_NAMES = ['epochs', 'batchSize', 'learningRate', 'seed'] as const;
export type SettingName = (typeof SETTING_NAMES)[number];
export type Settings = Readonly<Partial<Record<SettingName, number>>>;

/** What configuration and instructions are made of. */
export interface ExportJob {
  model: string;
  settings: Settings;
  /** Whether there is a validation file. */
  validation: boolean;
  facts: Facts;
}

/** What the data files hold. */
export interface Facts {
  /** In the longest example. */
  mostImages: number;
  mostCharacters: number;
  /** Only the last answer of each example is to be learned, and some have several. */
  lastOnly: boolean;
}

/** A paragraph of the instructions with its commands. */
export interface Step {
  title: string;
  text?: string;
  commands?: readonly string[];
}

/** Names of the files in the exported folder. */
export const TRAIN_FILE = 'train.jsonl';
export const VALIDATION_FILE = 'validation.jsonl';
export const IMAGES_FOLDER = 'images';
export const README_FILE = 'README.md';
