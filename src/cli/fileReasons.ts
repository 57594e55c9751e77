/** Node's codes for a file that cannot be used, as the end of a sentence. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'you have no permission',
  EPERM: 'you have no permission',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
  NOT_A_FILE: 'it is a pipe or a device, not a file on a disk',
  NO_SIZE: 'it is made up while it is read, and has no size',
  ENOSPC: 'the disk is full; what was done is kept',
};

export const reasonOf = (code: string): string => REASONS[code] ?? code;
