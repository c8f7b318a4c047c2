import {join} from "node:path";
import {buildSync} from "esbuild";
import {SITE_ROOT} from "../paths.js";

const script = themeScript();

/**
 * Returns what stands in the head of every page, as HTML, the same on all: the icon, the color schemes, the script that
 * gives a page the visitor's choice of them before it is painted, which a Content-Security-Policy can name by its hash, and
 * what every page does once it is loaded.
 */
export function siteHead(): string {
  return `<meta name="color-scheme" content="light dark"><link rel="icon" href="./icon.svg" type="image/svg+xml">
<script>${script}</script>
<script type="module" src="/components/page/startPage.js"></script>`;
}

/** Returns the module src/components/page/theme.ts as a script of one line. */
export function themeScript(): string {
  const {outputFiles} = buildSync({
    entryPoints: [join(SITE_ROOT, "components", "page", "theme.ts")],
    bundle: true,
    format: "iife",
    minify: true,
    target: "es2022",
    write: false
  });
  return outputFiles[0]!.text.trim();
}
