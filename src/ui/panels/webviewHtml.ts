import { randomBytes } from "node:crypto";
import { Uri, type Webview } from "vscode";

/** Where a page may load from: its bundle and the shared stylesheet, and nothing else. */
export function webviewRoots(extensionUri: Uri): readonly Uri[] {
  return [Uri.joinPath(extensionUri, "dist", "webview"), Uri.joinPath(extensionUri, "media")];
}

/** The page's shell. Everything it shows comes later, by message. */
export function webviewHtml(webview: Webview, extensionUri: Uri, page: string): string {
  const script = webview.asWebviewUri(Uri.joinPath(extensionUri, "dist", "webview", `${page}.js`));
  const style = webview.asWebviewUri(Uri.joinPath(extensionUri, "media", "webview.css"));
  const nonce = randomBytes(16).toString("base64");
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style.toString()}">
</head>
<body>
<div id="page"></div>
<script nonce="${nonce}" src="${script.toString()}"></script>
</body>
</html>`;
}
