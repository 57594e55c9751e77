import { workspace, type ConfigurationScope } from 'vscode';
import { PROVIDER_IDS, type ProviderId } from '../providers/profile.ts';

export const SECTION = 'visionFineTuning';

/** All settings, read in this one place. Their defaults and descriptions stand in package.json. */
export interface Settings {
  /** The vendor whose rules are checked. */
  provider: ProviderId;
  /** Address of an OpenAI-compatible server in place of the vendor's own; empty for the vendor's. */
  baseUrl: string;
  /** Where runs are written, relative to the workspace folder. */
  runsFolder: string;
  /** Where the baseline provider keeps files, jobs and models, relative to the workspace folder. */
  baselineFolder: string;
  /** Requests under way at once. */
  concurrency: number;
  /** Whether texts of an example are drawn as Markdown until the editor is told otherwise. */
  renderMarkdown: boolean;
  /** "Show images" above the lines of a training file that is open as text. */
  imageLenses: boolean;
}

export function readSettings(scope?: ConfigurationScope): Settings {
  const section = workspace.getConfiguration(SECTION, scope ?? null);
  const text = (key: string, otherwise: string) => section.get<string>(key, otherwise).trim() || otherwise;
  const provider = PROVIDER_IDS.find((id) => id === section.get('provider')) ?? 'openai';
  return {
    provider,
    baseUrl: section.get<string>('baseUrl', '').trim(),
    runsFolder: text('runsFolder', 'runs'),
    baselineFolder: text('baselineFolder', '.vision-ft'),
    concurrency: Math.max(1, Math.floor(section.get<number>('concurrency', 4))),
    renderMarkdown: section.get<boolean>('renderMarkdown', false),
    imageLenses: section.get<boolean>('imageLenses', true),
  };
}
