import {mkdir, mkdtemp, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {pathToFileURL} from "node:url";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {bundlePages} from "../../../loaders/site/bundlePages.js";

/** A site as Framework builds it, in small. Both pages use one counter; only one of them draws. */
const SITE = {
  "draw.html": `<link rel="modulepreload" href="./_observablehq/client.js">
<link rel="modulepreload" href="./_import/start.1.js">
<link rel="modulepreload" href="./_import/parts/pad.2.js">
<script type="module" src="./_import/start.1.js"></script>
<script type="module">
const [{draw}, {count}] = await Promise.all([import("./_import/parts/pad.2.js"), import("./_import/counter.3.js")]);
</script>`,
  "runs/cnn.html": `<link rel="modulepreload" href="../_import/counter.3.js">
<script type="module" src="../_import/start.1.js"></script>
<script type="module">const {count} = await import("../_import/counter.3.js");</script>`,
  "_import/start.1.js": `globalThis.started = true; globalThis.load = () => import("./later.4.js");`,
  "_import/later.4.js": `export const late = "read on demand";`,
  "_import/counter.3.js": `let n = 0; export const count = () => ++n; export const unused = "nobody asks";`,
  "_import/parts/pad.2.js": `import {count} from "../counter.3.js";
import {used} from "../../_node/lib@1.0.0/index.5.js";
export {chart} from "../../_node/charts@1.0.0/index.7.js";
export const draw = () => used + count();
export const worker = () => import.meta.resolve("./job.6.js");`,
  "_import/parts/job.6.js": `import {used} from "../../_node/lib@1.0.0/index.5.js"; globalThis.job = used;`,
  "_import/styles/site.css": "p { color: red; }",
  "_node/charts@1.0.0/index.7.js": `import {geoTransform as t, geoMercator as m} from "../d3-geo@3.1.1/index.8.js";
const flipped = t({}); export const chart = (isMap) => isMap ? m(flipped) : "no map";`,
  "_node/d3-geo@3.1.1/index.8.js": `const a = () => "a projection"; export{a as geoTransform,a as geoMercator};`,
  "_node/lib@1.0.0/index.5.js": `export const used = "from the library "; export const never = "left out";`
};

let site: string;
beforeEach(async () => {
  site = await mkdtemp(join(tmpdir(), "bundles-"));
  for (const [path, text] of Object.entries(SITE)) {
    await mkdir(join(site, dirname(path)), {recursive: true});
    await writeFile(join(site, path), text);
  }
  await bundlePages(site, ["draw.html", "runs/cnn.html"]);
});
afterEach(() => rm(site, {recursive: true}));

const read = (path: string) => readFile(join(site, path), "utf8");
/** The addresses in a page that *pattern* finds, and the modules there. */
const addresses = (html: string, pattern: RegExp) => Array.from(html.matchAll(pattern), ([, address = ""]) => address);
const load = (path: string) => import(pathToFileURL(join(site, path)).href) as Promise<Record<string, never>>;

describe("bundlePages", () => {
  test("has each page import one module, which gives what the single ones gave", async () => {
    const html = await read("draw.html");
    const imports = addresses(html, /import\("([^"]+)"\)/g);
    expect(new Set(imports).size).toBe(1);
    const {m0, m1} = (await load(imports[0]!)) as unknown as {m0: {draw(): string}; m1: {count(): number}};
    expect(html).toContain(`import("${imports[0]}").then(({m0: m}) => m)`);
    expect([m0.draw(), m1.count(), m0.draw()]).toEqual(["from the library 1", 2, "from the library 3"]);
  });

  test("leaves out what charts without maps never call, which says so when it is called", async () => {
    const [draw] = addresses(await read("draw.html"), /import\("([^"]+)"\)/g);
    const {m0} = (await load(draw!)) as unknown as {m0: {chart(isMap: boolean): string}};
    expect(m0.chart(false)).toBe("no map");
    expect(() => m0.chart(true)).toThrow("d3-geo is no part of this site's pages (loaders/site/leaveOut.ts)");
  });

  test("shares the modules of several pages, from wherever the page stands", async () => {
    const [draw] = addresses(await read("draw.html"), /import\("([^"]+)"\)/g);
    const [run] = addresses(await read("runs/cnn.html"), /import\("([^"]+)"\)/g);
    expect(run).toMatch(/^\.\.\/_import\//);
    const here = (await load(draw!)) as unknown as {m1: {count(): number}};
    const there = (await load(join("runs", run!))) as unknown as {m0: {count(): number}};
    expect([here.m1.count(), there.m0.count()]).toEqual([1, 2]);
  });

  test("names all that a page loads at once, and nothing that it loads on demand", async () => {
    const html = await read("draw.html");
    const preloads = addresses(html, /<link rel="modulepreload" href="([^"]+)">/g);
    expect(preloads[0]).toBe("./_observablehq/client.js");
    for (const address of preloads.slice(1)) expect(await read(address)).not.toContain("read on demand");
    expect(preloads).toEqual(expect.arrayContaining(addresses(html, /type="module" src="([^"]+)"/g)));
    const texts = await Promise.all(preloads.slice(1).map(read));
    for (const text of texts)
      for (const address of addresses(text, /from ?"\.\/([^"]+)"/g)) expect(preloads).toContain(`./_import/${address}`);
  });

  test("leaves out what no page uses, and the single modules, but not the styles", async () => {
    const files = (await readdir(site, {recursive: true, withFileTypes: true})).filter((file) => file.isFile());
    const names = files.map(({name}) => name);
    for (const single of Object.keys(SITE).filter((path) => path.endsWith(".js")))
      expect(names).not.toContain(single.split("/").at(-1));
    expect(await read("_import/styles/site.css")).toBe(SITE["_import/styles/site.css"]);
    expect(await readdir(site)).not.toContain("_node");
    const texts = await Promise.all(files.map(({parentPath, name}) => readFile(join(parentPath, name), "utf8")));
    expect(texts.join()).not.toContain("left out");
  });

  test("bundles a worker, by the address with which it is started", async () => {
    const [draw] = addresses(await read("draw.html"), /import\("([^"]+)"\)/g);
    const {m0} = (await load(draw!)) as unknown as {m0: {worker(): string}};
    await import(m0.worker());
    expect((globalThis as {job?: string}).job).toBe("from the library ");
  });
});
