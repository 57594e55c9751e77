/** Of a picture of a line; another one when the lines may have changed. */
export const keyOf = (content: number | undefined, line: number, path: string, side?: number) =>
  `${content ?? 0} ${line} ${side ?? ''} ${path}`;
export const lineOf = (key: string) => Number(key.split(' ', 2)[1]);
/** Left out where it is: an argument left open would arrive as null. */
export const sideOf = (key: string): [side?: number] => {
  const side = Number(key.split(' ', 3)[2]);
  return side > 0 ? [side] : [];
};
export const pathOf = (key: string) => key.split(' ').slice(3).join(' ');
