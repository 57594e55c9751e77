import type { Channel } from '../../../src/protocol/channel.ts';
import type { ExampleView } from '../../../src/protocol/datasetPage.ts';

/** What the harness puts into the page before anything runs. */
export interface Setting {
  scenario: string;
  /** Base64. */
  pictures: string[];
  /** Lines to show in place of made-up ones, as the real host sees them. */
  examples?: GivenExample[];
}
/** A line with its images by their paths, in base64. */
export interface GivenExample {
  view: ExampleView;
  images: Record<string, string>;
}
declare global {
  var setting: Setting;
  var acquireVsCodeApi: () => unknown;
}

const STATE = 'webview-state';

/** Stands in for VS Code: a channel whose other end the page gets by `acquireVsCodeApi`; state survives a reload. */
export function fakeVsCode(): Channel {
  const receivers: ((message: unknown) => void)[] = [];
  globalThis.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => {
      const sent = structuredClone(message);
      setTimeout(() => {
        for (const receive of receivers) receive(sent);
      });
    },
    getState: () => JSON.parse(sessionStorage.getItem(STATE) ?? 'null') as unknown,
    setState: (state: unknown) => {
      sessionStorage.setItem(STATE, JSON.stringify(state));
    },
  });
  return {
    post: (message) => {
      window.postMessage(message, '*');
    },
    listen: (receive) => {
      receivers.push(receive);
    },
  };
}

/** Picture `index`: one of those the harness gives. */
export function picture(index: number): Uint8Array {
  const { pictures } = globalThis.setting;
  return bytesOf(pictures[index % pictures.length] ?? '');
}

export const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
