// Opens a file in the extension and saves what a person sees:
//   node test/support/shoot.ts FILE OUT.png [--theme "Light Modern"] [--size 1400x900] [--vsix FILE] [--workspace FOLDER]
//     [--do STEP]...   a palette command ("Category: Title"), "click SELECTOR" or "key KEY" in the page, "wait MS"
import { mkdir } from 'node:fs/promises';
import { basename, dirname, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Frame } from 'playwright-core';
import { launchBrowser } from './chromium.ts';
import { ROOT } from './paths.ts';
import { startServer } from './server.ts';
import { THEMES, type Theme } from './themes.ts';
import { policyViolations, visibleWebview } from './webview.ts';
import { Workbench } from './workbench.ts';

export interface Shot {
  file: string;
  out: string;
  theme?: Theme | undefined;
  size?: string | undefined;
  /** the packed extension; the built one in this folder otherwise */
  vsix?: string | undefined;
  /** the folder opened; the file's own otherwise */
  workspace?: string | undefined;
  /** done after opening, before the picture */
  steps?: readonly string[] | undefined;
}

/** Saves a picture of the workbench with a file open, and returns the page's policy violations. */
export async function shoot(shot: Shot, say: (line: string) => void): Promise<string[]> {
  const [width = 1400, height = 900] = (shot.size ?? '1400x900').split('x').map(Number);
  const server = await startServer({ say, ...(shot.vsix && { vsix: resolve(shot.vsix) }) });
  const browser = await launchBrowser(say);
  try {
    const folder = resolve(shot.workspace ?? dirname(shot.file));
    const workbench = await Workbench.open(browser, server, {
      folder,
      viewport: { width, height },
      ...(!shot.vsix && { extension: ROOT }),
    });
    await workbench.theme(shot.theme ?? 'Dark Modern');
    let frame = await workbench.openPage(relative(folder, resolve(shot.file)) || basename(shot.file));
    for (const step of shot.steps ?? []) frame = await take(step, workbench, frame);
    await settled(workbench, frame);
    await mkdir(dirname(resolve(shot.out)), { recursive: true });
    await workbench.page.screenshot({ path: shot.out });
    return await policyViolations(frame);
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function take(step: string, workbench: Workbench, frame: Frame): Promise<Frame> {
  const [, verb, value = ''] = /^(click|key|wait) (.+)$/.exec(step) ?? [];
  if (verb === 'click') await frame.locator(value).first().click();
  else if (verb === 'key') await workbench.page.keyboard.press(value);
  else if (verb === 'wait') await workbench.page.waitForTimeout(Number(value));
  else await workbench.run(step);
  return visibleWebview(workbench.page);
}

/** Waits until images are decoded and nothing has changed the page for half a second, ten seconds at most. */
async function settled(workbench: Workbench, frame: Frame): Promise<void> {
  const state = () =>
    frame.evaluate(() => `${document.body.innerHTML.length} ${[...document.images].every((image) => image.complete)}`);
  let before = '';
  for (let turn = 0; turn < 20; turn++) {
    await workbench.page.waitForTimeout(500);
    const now = await state();
    if (now === before && now.endsWith('true')) return;
    before = now;
  }
}

function isTheme(label: string): label is Theme {
  return label in THEMES;
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      theme: { type: 'string' },
      size: { type: 'string' },
      vsix: { type: 'string' },
      workspace: { type: 'string' },
      do: { type: 'string', multiple: true },
    },
  });
  const [file, out] = positionals;
  if (!file || !out) throw new Error('Usage: node test/support/shoot.ts FILE OUT.png [--theme NAME] [--do STEP]...');
  const { do: steps, theme = 'Dark Modern', ...rest } = values;
  if (!isTheme(theme)) throw new Error(`--theme is one of ${Object.keys(THEMES).join(', ')}`);
  for (const violation of await shoot({ file, out, theme, steps, ...rest }, console.error))
    console.error(`blocked: ${violation}`);
}
