/** A file cannot be exported: one sentence for the user; nothing was written. */
export class ExportError extends Error {}
