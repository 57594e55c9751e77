import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The thinnest dataset editor: the first image of the first line. */
export const firstImage: vscode.CustomReadonlyEditorProvider = {
  openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
  async resolveCustomEditor({ uri }, { webview }) {
    const text = Buffer.from(await vscode.workspace.fs.readFile(uri)).toString();
    const [, type = 'image/png', base64 = ''] = /data:(image\/\w+);base64,([\w+/=]+)/.exec(text) ?? [];
    webview.options = { enableScripts: true };
    webview.onDidReceiveMessage(() =>
      webview.postMessage({ type, bytes: new Uint8Array(Buffer.from(base64, 'base64')) }),
    );
    webview.html = page(randomBytes(16).toString('base64'));
  },
};

const page = (nonce: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><title>Dataset</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src blob:; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<style nonce="${nonce}">body { background: var(--vscode-editor-background) }</style>
</head>
<body><main><h1>Dataset</h1><img alt="the first image of this file"></main>
<script nonce="${nonce}">
  addEventListener('message', ({ data }) => {
    document.querySelector('img').src = URL.createObjectURL(new Blob([data.bytes], { type: data.type }));
  });
  acquireVsCodeApi().postMessage('ready');
</script></body>
</html>`;
