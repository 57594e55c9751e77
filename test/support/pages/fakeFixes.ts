import type { Fixing } from '../../../src/protocol/fixing.ts';

/** Nothing is mended, but what was asked for can be seen. */
export const fakeFixes = (
  answer: <T>(call: [string, ...unknown[]], make: () => T | Promise<T>) => Promise<T>,
): Fixing => ({
  fix: (request) => answer(['fix', request], () => true),
  fixes: () =>
    answer(['fixes'], () => [
      {
        rule: 'unsupported-color-mode',
        label: 'Convert to RGB',
        safe: true,
        why: 'It looks the same, in colours that the vendor takes.',
      },
      { rule: 'animated', label: 'Keep the first frame', safe: false, why: 'The other frames are lost.' },
    ]),
});
