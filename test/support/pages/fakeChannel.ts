import type { Channel } from '../../../src/protocol/channel.ts';

/** What the harness puts into the page before anything runs. */
export interface Setting {
  scenario: string;
  /** Base64. */
  pictures: string[];
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

/** A PNG whose colour and bars tell it from others. */
async function drawn(index: number, side: number): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = `hsl(${(index * 47) % 360} 60% 70%)`;
  context.fillRect(0, 0, side, side);
  context.fillStyle = `hsl(${(index * 47 + 180) % 360} 60% 35%)`;
  context.fillRect(side / 4, side / 4, side / 2, (side / 16) * ((index % 7) + 2));
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

/** Picture `index`: one of the given ones, or a drawn one. */
export function picture(index: number, side: number): Promise<Uint8Array> {
  const { pictures } = globalThis.setting;
  const given = pictures[index % Math.max(1, pictures.length)];
  return given === undefined
    ? drawn(index, side)
    : Promise.resolve(Uint8Array.from(atob(given), (letter) => letter.charCodeAt(0)));
}
