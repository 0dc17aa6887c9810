import { createHash } from "node:crypto";
import { html, Markup } from "../wording/markup.js";
import { pageScript, pageStyle } from "./page.generated.js";

/** As a content security policy names what it allows. */
function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

/**
 * An HTML document that needs nothing else: our script and style are in it, and its own policy lets no other script, style, picture or
 * connection in.
 *
 * @param title of the window
 * @param main what the page shows
 * @param connects whether it may ask the place that it came from for news; default false
 */
export function pageDocument(
  title: string,
  main: Markup,
  { connects = false }: { readonly connects?: boolean } = {},
): string {
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${digest(pageScript)}'`,
    `style-src 'sha256-${digest(pageStyle)}'`,
    "img-src data:",
    ...(connects ? ["connect-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${Markup.trusted(pageStyle)}</style>
</head>
<body>
<main>
${main}</main>
<script>${Markup.trusted(pageScript)}</script>
</body>
</html>
`.text;
}
