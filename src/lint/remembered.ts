/** Lines, images or questions that later ones are compared with: some 100 MB of fingerprints. No vendor takes as many. */
export const MOST_REMEMBERED = 1_000_000;
