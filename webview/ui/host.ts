import { connect, type Channel, type Methods } from '../../src/protocol/channel.ts';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

// VS Code hands it out once a page.
const vscode = acquireVsCodeApi();

/** What the host restores the page by after a reload; it is kept with the place, from the first moment on. */
const about: unknown = JSON.parse(document.getElementById('about')?.textContent ?? 'null');
if (about !== null && vscode.getState() == null) vscode.setState({ about });

/** Typed calls to the extension host; `page` answers its calls. */
export function connectHost<Host extends Methods<Host>, Page extends Methods<Page>>(page: Page) {
  const channel: Channel = {
    post: (message) => {
      vscode.postMessage(message);
    },
    listen: (receive) => {
      window.addEventListener('message', (event) => {
        receive(event.data);
      });
    },
  };
  return connect<Host, Page>(channel, page);
}

/** Position and layout as last kept, for this view only; a field of another type than its default is ignored. */
export function readPlace<T extends object>(defaults: T): T {
  const kept = vscode.getState();
  if (typeof kept !== 'object' || kept === null) return defaults;
  const fits = Object.entries(kept).filter(
    ([key, value]) => key in defaults && typeof value === typeof defaults[key as keyof T],
  );
  return { ...defaults, ...Object.fromEntries(fits) };
}

/** Keeps position and layout while the page is hidden and over a restart; never a file's content. */
export function keepPlace(place: object): void {
  vscode.setState(about === null ? place : { ...place, about });
}
