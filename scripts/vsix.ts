import { join } from 'node:path';
import { ROOT } from '../test/support/paths.ts';

interface Report {
  header: { glibcVersionRuntime?: string };
}

const glibc = (process.report.getReport() as Report).header.glibcVersionRuntime;
const system = process.platform === 'linux' && !glibc ? 'alpine' : process.platform;

/** This machine as the marketplace names it: the sharp inside the package runs only there. */
export const PLATFORM = `${system}-${process.arch === 'arm' ? 'armhf' : process.arch}`;
/** What scripts/package.ts makes. */
export const VSIX = join(ROOT, `out/vision-fine-tuning-${PLATFORM}.vsix`);
