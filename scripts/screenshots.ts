// npm run screenshots: takes the README's picture of the packed extension on the sample, as `npm start` left it.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { ROOT } from '../test/support/paths.ts';
import { shoot, type Shot } from '../test/support/shoot.ts';
import { DEMO, runDemo } from './demo.ts';
import { VSIX } from './vsix.ts';

const SHOTS: readonly Omit<Shot, 'vsix' | 'workspace'>[] = [
  {
    file: join(DEMO, 'test.jsonl'),
    out: join(ROOT, 'media/screenshot.png'),
    theme: 'Dark Modern',
    size: '1400x900',
    steps: ['click [role=option]:has-text("Which set drew")', 'click .predictions'],
  },
];

if (!existsSync(VSIX)) throw new Error('Run `npm run package` first: the pictures show the packed extension.');
if (!existsSync(join(DEMO, 'runs'))) await runDemo();
for (const shot of SHOTS) {
  const blocked = await shoot({ ...shot, vsix: VSIX, workspace: DEMO }, console.error);
  if (blocked.length > 0) throw new Error(`The page broke its content security policy: ${blocked.join(', ')}`);
  // A palette keeps a picture of an editor sharp and a third of the size.
  await writeFile(
    shot.out,
    await sharp(await readFile(shot.out))
      .png({ palette: true, effort: 10 })
      .toBuffer(),
  );
  console.log(shot.out);
}
