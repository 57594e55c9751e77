import { randomBytes } from 'node:crypto';
import { env, l10n, Uri, type Webview } from 'vscode';
import type { Channel } from '../protocol/channel.ts';

/** The page's document: scripts and styles of this extension alone, pictures from blob URLs alone. */
export function pageHtml(
  webview: Webview,
  extensionUri: Uri,
  page: 'dataset' | 'results' | 'job',
  title: string,
): string {
  const root = Uri.joinPath(extensionUri, 'dist', 'webview');
  const nonce = randomBytes(16).toString('base64');
  const address = (file: string) => webview.asWebviewUri(Uri.joinPath(root, file)).toString();
  const policy = [
    `default-src 'none'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    `img-src blob:`,
  ].join('; ');
  const bundle = JSON.stringify(l10n.bundle ?? {}).replaceAll('<', '\\u003c');
  webview.options = { enableScripts: true, localResourceRoots: [root] };
  return `<!doctype html>
<html lang="${escape(env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${nonce}">
<title>${escape(title)}</title>
<link rel="stylesheet" href="${address(`${page}.css`)}">
<script type="application/json" id="l10n" nonce="${nonce}">${bundle}</script>
<script type="module" nonce="${nonce}" src="${address(`${page}.js`)}"></script>
</head>
<body></body>
</html>`;
}

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export function webviewChannel(webview: Webview): Channel {
  return {
    post: (message) => void webview.postMessage(message),
    listen: (receive) => void webview.onDidReceiveMessage(receive),
  };
}
