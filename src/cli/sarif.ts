import { posix, win32 } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FileReport, Finding, Severity } from '../lint/finding.ts';
import { RULES } from '../lint/rules.ts';
import manifest from '../../package.json' with { type: 'json' };

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};
const REPOSITORY = manifest.repository.url.replace(/\.git$/, '');

/**
 * Reports as one SARIF 2.1.0 log (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), which code scanning services show
 * beside the files. Columns are UTF-16 units; `properties.path` is the finding's JSON Pointer into its line.
 */
export function sarifOf(reports: readonly FileReport[]): object {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'vision-ft',
            semanticVersion: manifest.version,
            informationUri: REPOSITORY,
            rules: RULES.map(({ id, title, severity, family }) => ({
              id,
              shortDescription: { text: `${title}.` },
              helpUri: `${REPOSITORY}/blob/main/docs/rules.md#${id}`,
              defaultConfiguration: { level: LEVELS[severity] },
              properties: { tags: [family] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: reports.flatMap(({ file, findings }) => findings.map((finding) => resultOf(file, finding))),
      },
    ],
  };
}

function resultOf(file: string, { rule, severity, message, help, line, column, endColumn, path, related }: Finding) {
  return {
    ruleId: rule,
    ruleIndex: RULES.findIndex(({ id }) => id === rule),
    level: LEVELS[severity],
    message: { text: `${message} ${help}` },
    locations: [location(file, { startLine: line, startColumn: column, ...(endColumn > column && { endColumn }) })],
    ...(related && {
      relatedLocations: related.map((other, index) => ({
        id: index,
        ...location(other.file, { startLine: other.line }),
      })),
    }),
    properties: { path },
  };
}

const location = (file: string, region: { startLine: number; startColumn?: number; endColumn?: number }) => ({
  physicalLocation: { artifactLocation: { uri: uriOf(file) }, region },
});

/** Relative to where the command runs, as code scanning wants it; an absolute path as a file address. */
function uriOf(file: string): string {
  if (posix.isAbsolute(file) || /^[a-z]:[\\/]/i.test(file)) return pathToFileURL(file).href;
  const path = process.platform === 'win32' ? file.split(win32.sep).join(posix.sep) : file;
  return posix.normalize(path).split('/').map(encodeURIComponent).join('/');
}
