import {readdir, readFile, rm, rmdir, writeFile} from "node:fs/promises";
import {basename, dirname, join, posix} from "node:path";
import {build, type Metafile, type Plugin} from "esbuild";
import {leaveOut} from "./leaveOut.js";

/** The folder of a site in which Framework puts our modules, and this module the bundles. */
const OURS = "_import";
/** The folder in which Framework puts our libraries. */
const LIBRARIES = "_node";

const ADDRESS = `"((?:\\.\\.?/)+(?:${OURS}|${LIBRARIES})/[^"]+\\.js)"`;
const IMPORT = new RegExp(`import\\(${ADDRESS}\\)`, "g");
const SCRIPT = new RegExp(`(?<=<script type="module" src=)${ADDRESS}`, "g");
const PRELOAD = new RegExp(`<link rel="modulepreload" href=${ADDRESS}>\\s*`, "g");
/** The module of a worker, where the module that starts it names it. */
const WORKER = /import\.meta\.resolve\("([^"]+\.js)"\)/g;

const OPTIONS = {
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  entryNames: "[name].[hash]",
  chunkNames: "[name].[hash]",
  metafile: true,
  logLevel: "error"
} as const;

/** A page, and the modules that it imports and runs, as paths in the site. */
interface Page {
  /** Such as `draw.html`. */
  readonly file: string;
  readonly html: string;
  readonly imports: readonly string[];
  readonly scripts: readonly string[];
}

/**
 * Bundles the modules of *pages*, such as `draw.html`, in the folder *site*. Framework serves them one by one, 120 to
 * 270 a page; afterwards there is one for each page, and one for whatever the same pages share, without what none of them
 * uses. Imports on demand stay on demand.
 */
export async function bundlePages(site: string, pages: readonly string[]): Promise<void> {
  const parsed = await Promise.all(pages.map((file) => parsePage(site, file)));
  const single = [...(await modulesIn(site, OURS)), ...(await modulesIn(site, LIBRARIES))];
  const {metafile} = await build({
    ...OPTIONS,
    splitting: true,
    absWorkingDir: site,
    outdir: join(site, OURS),
    entryPoints: [...pages.map(entryOf), ...new Set(parsed.flatMap(({scripts}) => scripts))],
    plugins: [pageEntries(site, parsed), leaveOut(), workers(await bundleWorkers(site, single))]
  });
  for (const page of parsed) await writeFile(join(site, page.file), rewritePage(page, metafile));
  for (const path of single) await rm(join(site, path));
  for (const folder of [LIBRARIES, OURS]) await removeEmptyFolders(join(site, folder));
}

/** Removes what is left of a tree of folders without files. */
async function removeEmptyFolders(folder: string): Promise<void> {
  for (const entry of await readdir(folder, {withFileTypes: true}))
    if (entry.isDirectory()) await removeEmptyFolders(join(folder, entry.name));
  if (!(await readdir(folder)).length) await rmdir(folder);
}

async function parsePage(site: string, file: string): Promise<Page> {
  const html = await readFile(join(site, file), "utf8");
  const found = (pattern: RegExp) => [
    ...new Set(Array.from(html.matchAll(pattern), ([, address = ""]) => posix.join(posix.dirname(file), address)))
  ];
  return {file, html, imports: found(IMPORT), scripts: found(SCRIPT)};
}

/** Resolves to the modules below a folder, as paths in the site. */
async function modulesIn(site: string, folder: string): Promise<string[]> {
  const files = await readdir(join(site, folder), {recursive: true});
  return files.filter((file) => file.endsWith(".js")).map((file) => `${folder}/${file}`);
}

/** Bundles each worker that *modules* start, and resolves to the bundles' names by the workers' paths. */
async function bundleWorkers(site: string, modules: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const bundles = new Map<string, string>();
  for (const module of modules.filter((path) => path.startsWith(OURS))) {
    const code = await readFile(join(site, module), "utf8");
    for (const [, address = ""] of code.matchAll(WORKER)) {
      const path = posix.join(posix.dirname(module), address);
      const {metafile} = await build({...OPTIONS, entryPoints: [join(site, path)], outdir: join(site, OURS)});
      bundles.set(join(site, path), basename(Object.keys(metafile.outputs)[0]!));
    }
  }
  return bundles;
}

/** Has the modules that start a worker, which end up in the folder of the bundles, start its bundle. */
function workers(bundles: ReadonlyMap<string, string>): Plugin {
  return {
    name: "workers",
    setup: ({onLoad}) => {
      onLoad({filter: new RegExp(`[\\\\/]${OURS}[\\\\/].*\\.js$`)}, async ({path}) => {
        const code = await readFile(path, "utf8");
        const contents = code.replace(WORKER, (_, address: string) => {
          return `import.meta.resolve(${JSON.stringify(`./${bundles.get(join(dirname(path), address))}`)})`;
        });
        return {contents};
      });
    }
  };
}

/** Returns the name of the module that has all of a page's imports. */
function entryOf(file: string): string {
  return `page:${file.replace(/\.html$/, "").replaceAll("/", "-")}`;
}

/** Makes a module for each page, whose export `m0` is the first module that the page imports, and so on. */
function pageEntries(site: string, pages: readonly Page[]): Plugin {
  const imports = new Map(pages.map((page) => [entryOf(page.file), page.imports]));
  return {
    name: "page-entries",
    setup: ({onResolve, onLoad}) => {
      onResolve({filter: /^page:/}, ({path}) => ({path, namespace: "page"}));
      onLoad({filter: /./, namespace: "page"}, ({path}) => ({
        contents: (imports.get(path) ?? []).map((module, i) => `export * as m${i} from "./${module}";`).join("\n"),
        resolveDir: site
      }));
    }
  };
}

/** Returns the page's HTML with the bundles of *metafile* in the place of its modules, each of them loaded at once. */
function rewritePage({file, html, imports, scripts}: Page, {outputs}: Metafile): string {
  const toRoot = posix.relative(posix.dirname(file), ".") || ".";
  const addressOf = (path: string) => `"${toRoot === "." ? "./" : `${toRoot}/`}${path}"`;
  const bundleOf = (entry: string) => {
    const found = Object.entries(outputs).find(([, {entryPoint}]) => entryPoint === entry);
    if (!found) throw new Error(`${entry} has no bundle`);
    return found[0];
  };
  const page = bundleOf(`page:${entryOf(file)}`);
  const pathOf = (address: string) => posix.join(posix.dirname(file), address);
  const preloads = closureOf([...scripts.map(bundleOf), page], outputs).map(
    (path) => `<link rel="modulepreload" href=${addressOf(path)}>\n`
  );
  let isFirst = true;
  return html
    .replace(PRELOAD, () => {
      const links = isFirst ? preloads.join("") : "";
      isFirst = false;
      return links;
    })
    .replace(SCRIPT, (_, address: string) => addressOf(bundleOf(pathOf(address))))
    .replace(
      IMPORT,
      (_, address: string) => `import(${addressOf(page)}).then(({m${imports.indexOf(pathOf(address))}: m}) => m)`
    );
}

/** Returns the bundles *paths* with all that these import when they are loaded. */
function closureOf(paths: readonly string[], outputs: Metafile["outputs"]): string[] {
  const found = new Set(paths);
  for (const path of found) {
    for (const {path: imported, kind} of outputs[path]?.imports ?? []) {
      if (kind === "import-statement") found.add(imported);
    }
  }
  return [...found];
}
