import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** Where the program lies, seen from its `code` launcher: Linux, macOS, Windows. */
const FROM_LAUNCHER = ['../../code', '../../../../../MacOS/Electron', '../../Code.exe'];

/** The `code` launcher on the path, or VSCODE_EXECUTABLE. */
export function codeLauncher(): string | undefined {
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  return [process.env['VSCODE_EXECUTABLE'] ?? '', ...onPath].find((file) => file !== '' && existsSync(file));
}

/** The program of a desktop VS Code that can show a window here, undefined where there is none. */
export function desktopCode(): string | undefined {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return undefined;
  const launcher = codeLauncher();
  if (!launcher || launcher === process.env['VSCODE_EXECUTABLE']) return launcher;
  return FROM_LAUNCHER.map((path) => resolve(realpathSync(launcher), path)).find((file) => existsSync(file));
}
