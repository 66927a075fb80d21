import { readFileSync } from "node:fs";
import { escapeXml } from "../xml.ts";
import { inlineScript } from "./inline-script.ts";
import type { PageData } from "./page-data.ts";
import { WORDS, type PageLanguage } from "./words.ts";

/** The page's look; later ones have the last word. */
const LOOK = ["page", "map", "card", "narrow", "print"];

const styles = (): string[] => LOOK.map((name) => readFileSync(new URL(`look/${name}.css`, import.meta.url), "utf8"));

/** JSON inside a script element: `<` must not begin `</script>` or `<!--` (HTML, section 4.12.1.3). */
const embedded = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");

/**
 * The whole report as one HTML document that needs nothing else: no network, no other file, opens from disk. It holds
 * both languages; `language` is the one that it opens in. Nothing in `data` is run: all of it is shown as text.
 */
export function planPage(data: PageData, language: PageLanguage): string {
  const title = `${WORDS[language].title} · ${data.province.name}`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<title>${escapeXml(title)}</title>
<style>
${styles().join("")}</style>
</head>
<body>
<div id="app"></div>
<noscript>${escapeXml(WORDS.vi.needsScript)} ${escapeXml(WORDS.en.needsScript)}</noscript>
<script type="application/json" id="data">${embedded(data)}</script>
<script type="application/json" id="words">${embedded(WORDS)}</script>
<script>
${inlineScript(new URL("script/main.ts", import.meta.url))}</script>
</body>
</html>
`;
}
