import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import TallyReporter from '../support/reporter.ts';

/** Called by VS Code inside the extension host; bundled as CommonJS beside the tests it finds. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ timeout: 30_000, color: false, reporter: TallyReporter });
  for (const name of readdirSync(__dirname)) if (name.endsWith('.test.cjs')) mocha.addFile(join(__dirname, name));
  await new Promise<void>((resolve, reject) => {
    mocha.run((failures) => {
      if (failures === 0) resolve();
      else reject(new Error(`${failures} tests failed in the extension host`));
    });
  });
}
