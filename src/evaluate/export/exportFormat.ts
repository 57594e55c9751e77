export const EXPORT_FORMATS = ['md', 'csv', 'json', 'html', 'inspect', 'promptfoo'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Ends of file names. */
export const EXTENSIONS: Readonly<Record<ExportFormat, string>> = {
  md: 'md',
  csv: 'csv',
  json: 'json',
  html: 'html',
  inspect: 'json',
  promptfoo: 'json',
};
