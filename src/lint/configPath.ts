import { access } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** The file of a project that says how its data is checked, for everybody and in CI. */
const CONFIG_NAME = 'vision-ft.config.json';

/** Where the config of a file lies: in its folder, or in the nearest one above; `undefined` where there is none. */
export async function configPathFor(file: string): Promise<string | undefined> {
  for (let folder = dirname(resolve(file)); ; folder = dirname(folder)) {
    const path = join(folder, CONFIG_NAME);
    const there = await access(path).then(
      () => true,
      () => false,
    );
    if (there) return path;
    if (dirname(folder) === folder) return undefined;
  }
}
