/** Problems of a training file that are mended: what the dataset page asks of the host. */
export interface Fixing {
  /**
   * Mends problems as one undoable edit. All but those of one place are shown to the user first, with counts and bytes,
   * and asked about. False when nothing was changed: there was nothing to mend, or the user said no.
   * Rejects with one sentence when it cannot be done.
   */
  fix(request: FixRequest): Promise<boolean>;
  /** Every rule that has a fix; they never change while the page is open. */
  fixes(): Promise<FixView[]>;
}

/** Which problems are meant: all that fit what is given. */
export interface FixRequest {
  /**
   * Ids of rules; all whose fix is safe where they are missing. `url-image-not-accepted` alone puts all images of the
   * web into the file, also those that this vendor takes, once the user has agreed to their hosts.
   */
  rules?: string[];
  /** From 0; the whole file where it is missing. */
  line?: number;
  /** The `path` of a finding of that line. */
  path?: string;
}

export interface FixView {
  rule: string;
  /** "Correct the MIME type" */
  label: string;
  /** Whether it is made by "fix all": nothing is lost that training would have seen. */
  safe: boolean;
  /** Why it is safe or not, one sentence. */
  why: string;
}
