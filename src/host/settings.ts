import { workspace, type ConfigurationScope } from 'vscode';
import type { Severities } from '../lint/judges.ts';
import { PROVIDER_IDS, type ProviderId } from '../providers/profile.ts';

export const SECTION = 'visionFineTuning';

/** All settings, read in this one place. Their defaults and descriptions stand in package.json. */
export interface Settings {
  /** The vendor whose rules are checked. */
  provider: ProviderId;
  /** Whether the workspace says so; else a checked-in config comes first. */
  providerIsChosen: boolean;
  /** Severities of rules other than those they come with. */
  rules: Severities;
  /** Address of an OpenAI-compatible server in place of the vendor's own; empty for the vendor's. */
  baseUrl: string;
  /** Of the OpenAI account; empty for the key's own. */
  organization: string;
  project: string;
  /** Where runs are written, relative to the workspace folder. */
  runsFolder: string;
  /** Where the baseline provider keeps files, jobs and models, relative to the workspace folder. */
  baselineFolder: string;
  /** Requests under way at once. */
  concurrency: number;
  /** "Show images" above the lines of a training file that is open as text. */
  imageLenses: boolean;
  /** Whether texts of an example are drawn as Markdown until the editor is told otherwise. */
  renderMarkdown: boolean;
}

export function readSettings(scope?: ConfigurationScope): Settings {
  const section = workspace.getConfiguration(SECTION, scope ?? null);
  const text = (key: string, otherwise: string) => section.get<string>(key, otherwise).trim() || otherwise;
  const provider = PROVIDER_IDS.find((id) => id === section.get('provider')) ?? 'openai';
  const chosen = section.inspect('provider');
  return {
    provider,
    providerIsChosen: (chosen?.workspaceFolderValue ?? chosen?.workspaceValue) !== undefined,
    rules: severitiesIn(section.get('rules')),
    baseUrl: section.get<string>('baseUrl', '').trim(),
    organization: section.get<string>('organization', '').trim(),
    project: section.get<string>('project', '').trim(),
    runsFolder: text('runsFolder', 'runs'),
    baselineFolder: text('baselineFolder', '.vision-ft'),
    concurrency: Math.max(1, Math.floor(section.get<number>('concurrency', 4))),
    imageLenses: section.get<boolean>('imageLenses', true),
    renderMarkdown: section.get<boolean>('renderMarkdown', false),
  };
}

const SEVERITIES: readonly unknown[] = ['off', 'info', 'warning', 'error'];

/** Settings are the user's own writing: what is no severity is passed over. */
function severitiesIn(value: unknown): Severities {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, severity]) => SEVERITIES.includes(severity)));
}
