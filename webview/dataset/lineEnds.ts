/** As a text field writes line ends. */
export const inField = (text: string) => text.replace(/\r\n?/g, '\n');

/** What was typed with the line ends of the text it replaces. */
export const withLineEnds = (typed: string, before: string): string =>
  /\r\n/.test(before) && !/[^\r]\n|^\n/.test(before) ? typed.replaceAll('\n', '\r\n') : typed;
