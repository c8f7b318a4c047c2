import {readdirSync, readFileSync} from "node:fs";
import {isBuiltin} from "node:module";
import {dirname, join, relative} from "node:path";
import ts from "typescript";
import {describe, expect, it} from "vitest";
import {ROOT} from "../loaders/paths.js";

// The import arrows. Values are imported only along them; types may be imported along any path (`import type`).
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  "src/ink": [],
  "src/pen": ["src/ink"],
  "src/characters": ["src/ink", "src/pen"],
  "src/run": ["src/characters"],
  "src/stats": ["src/run", "src/characters", "src/ink"],
  "src/readers": ["src/ink", "src/pen", "src/characters", "src/run", "src/stats"],
  "src/kernels": [],
  "src/training": ["src/kernels", "src/readers", "src/run", "src/stats", "src/characters", "src/ink"],
  "src/components": ["src/stats", "src/run", "src/characters", "src/pen", "src/ink"],
  "src/data": ["loaders", "src/stats", "src/characters", "src/ink"]
};

/** Rooms that use neither Node, the DOM nor TensorFlow.js. */
const PURE = ["src/kernels", "src/ink", "src/pen", "src/characters", "src/run", "src/stats"];

/** Rooms that run in Node, in a worker and in a page. */
const ANYWHERE = [...PURE, "src/readers", "src/training"];

/** The maximum number of files in a folder: few enough for a newcomer to read the list. */
const MAX_FILES = 27;

/** An import as written and, if it is relative, as a path from the project's folder. */
interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly target: string | undefined;
  readonly isType: boolean;
}

/** What is generated, and AssemblyScript, whose imports have no ending. */
const NOT_OURS = /^src\/(\.observablehq|bundles|kernels\/assembly)\//;

function listFiles(folder: string, ends: string): string[] {
  return readdirSync(join(ROOT, folder), {recursive: true, encoding: "utf8"})
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(ends) && !NOT_OURS.test(path))
    .sort();
}

/** Returns the imports of a text: `import`, `export … from`, `import()`, `require()` and type-only imports. */
function importsOf(file: string, text: string): Import[] {
  const typed = typesAlone(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return ts.preProcessFile(text, true, true).importedFiles.map(({fileName: specifier, pos}) => ({
    file,
    specifier,
    target: specifier.startsWith(".") ? relative(ROOT, join(ROOT, dirname(file), specifier)) : undefined,
    isType: typed.some(([start, end]) => pos >= start && pos <= end)
  }));
}

/** Returns the ranges of the statements and expressions that import only types. */
function typesAlone(source: ts.SourceFile): [number, number][] {
  const found: [number, number][] = [];
  const visit = (node: ts.Node): void => {
    const isAlone =
      ts.isImportTypeNode(node) ||
      (ts.isExportDeclaration(node) && node.isTypeOnly) ||
      (ts.isImportDeclaration(node) && node.importClause !== undefined && isTypeOnly(node.importClause));
    if (isAlone) found.push([node.pos, node.end]);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypeOnly({isTypeOnly, name, namedBindings}: ts.ImportClause): boolean {
  if (isTypeOnly) return true;
  const names = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements : undefined;
  return !name && names !== undefined && names.length > 0 && names.every((one) => one.isTypeOnly);
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), "utf8");
}

const sources = [...listFiles("src", ".ts"), ...listFiles("loaders", ".ts")];
const imports = sources.flatMap((file) => importsOf(file, read(file)));

function importsBelow(folder: string): Import[] {
  return imports.filter(({file}) => file.startsWith(`${folder}/`));
}

/** Returns the imports that break a rule, one line each, for the test's message. */
function offenders(list: readonly Import[], isAllowed: (one: Import) => boolean): string[] {
  return list.filter((one) => !isAllowed(one)).map(({file, specifier}) => `${file} imports ${specifier}`);
}

const isTfjs = ({specifier}: Import) => specifier.startsWith("@tensorflow/");
const isNode = ({specifier}: Import) => specifier.startsWith("node:") || isBuiltin(specifier);
const isDom = ({specifier}: Import) => /^(htl|@observablehq\/.*|arquero)$/.test(specifier);
const isPackage = ({target}: Import) => target === undefined;
const reaches = ({target}: Import, ...places: string[]) =>
  target !== undefined && places.some((place) => target === place || target.startsWith(`${place}/`));

/** Modules that every room may import. */
const SHARED = [
  "inputError",
  "parseJson",
  "jsonOf",
  "connectWorker",
  "availableCores",
  "exposeApi",
  "float16",
  "npy",
  "messageOf",
  "mapTuple",
  "siteFile",
  "randomStream"
].map((name) => `src/${name}.js`);

/** Returns the uses of identifiers from *names* in a text. */
function identifiersOf(file: string, text: string, names: readonly string[]): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && names.includes(node.text)) found.push(`${file} uses ${node.text}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return found;
}

function identifiersBelow(folder: string, names: readonly string[]): string[] {
  return listFiles(folder, ".ts").flatMap((file) => identifiersOf(file, read(file), names));
}

/** Returns the files that *list* imports values from, directly or indirectly. */
function reachedFrom(list: readonly Import[], found = new Set<string>()): Set<string> {
  for (const {target, isType} of list) {
    if (isType) continue; // nothing is loaded for it
    const file = target?.replace(/\.js$/, ".ts");
    if (file === undefined || found.has(file)) continue;
    found.add(file);
    reachedFrom(
      imports.filter((one) => one.file === file),
      found
    );
  }
  return found;
}

const DOM = ["document", "window", "HTMLElement", "localStorage", "location", "navigator"];

describe("the reader of imports", () => {
  it("finds every kind of import", () => {
    const text = `import a from "a"; import type {B} from "./b.js"; import "c"; export * from "../d.js";
      const e = await import("e"); const {f} = require("f"); // import "not";
      const g = 'import "neither"'; type H = import("h").H;`;
    const found = importsOf("src/ink/x.ts", text);
    expect(found.map(({specifier}) => specifier).sort()).toEqual(["../d.js", "./b.js", "a", "c", "e", "f", "h"]);
    expect(found.find(({specifier}) => specifier === "../d.js")!.target).toBe("src/d.js");
    expect(
      found
        .filter(({isType}) => isType)
        .map(({specifier}) => specifier)
        .sort()
    ).toEqual(["./b.js", "h"]);
  });

  it("reads the existing files", () => {
    expect(sources).toContain("src/ink/preprocess.ts");
    expect(sources).toContain("loaders/commands/train.ts");
    expect(imports.length).toBeGreaterThan(100);
  });
});

describe("the arrows", () => {
  it.each(Object.entries(ARROWS))("%s imports values of itself and of %j alone", (room, rooms) => {
    const allowed = (one: Import) => isPackage(one) || one.isType || reaches(one, room, ...rooms, ...SHARED);
    expect(importsBelow(room).length).toBeGreaterThan(0);
    expect(offenders(importsBelow(room), allowed)).toEqual([]);
  });

  it("form no cycle among rooms or among their folders", () => {
    const folders = new Map<string, Set<string>>();
    for (const {file, target, isType} of imports) {
      if (isType || target === undefined || dirname(target) === dirname(file)) continue;
      folders.set(dirname(file), (folders.get(dirname(file)) ?? new Set()).add(dirname(target)));
    }
    const reach = (from: string, found = new Set<string>()): Set<string> => {
      for (const next of folders.get(from) ?? []) if (!found.has(next)) reach(next, found.add(next));
      return found;
    };
    expect([...folders.keys()].filter((folder) => reach(folder).has(folder))).toEqual([]);
  });

  it.each(PURE)("%s imports neither TensorFlow.js nor DOM libraries", (room) => {
    expect(offenders(importsBelow(room), (one) => one.isType || (!isTfjs(one) && !isDom(one)))).toEqual([]);
  });

  it.each(ANYWHERE)("%s imports nothing from Node and uses no globals of Node or the DOM", (room) => {
    expect(offenders(importsBelow(room), (one) => !isNode(one) && !isDom(one))).toEqual([]);
    expect(identifiersBelow(room, DOM)).toEqual([]);
    if (room !== "src/readers") expect(identifiersBelow(room, ["process", "Buffer"])).toEqual([]);
  });

  it("followers of a training load no TensorFlow.js", () => {
    const reached = reachedFrom(imports.filter(({file}) => file === "src/training/follower.ts"));
    expect([...reached]).toContain("src/training/crew/follow.ts");
    expect(offenders(imports, (one) => one.isType || !reached.has(one.file) || !isTfjs(one))).toEqual([]);
  });

  it("src/components imports neither TensorFlow.js nor Node", () => {
    expect(offenders(importsBelow("src/components"), (one) => !isTfjs(one) && !isNode(one))).toEqual([]);
  });

  it("src/components gets its data as arguments, without FileAttachment", () => {
    expect(identifiersBelow("src/components", ["FileAttachment"])).toEqual([]);
  });

  it("below src only src/data imports Node or values of loaders", () => {
    const others = importsBelow("src").filter(({file, isType}) => !file.startsWith("src/data/") && !isType);
    expect(offenders(others, (one) => !isNode(one) && !reaches(one, "loaders"))).toEqual([]);
  });

  it("nothing imports src/data, and loaders don't import components", () => {
    expect(offenders(imports, (one) => !reaches(one, "src/data"))).toEqual([]);
    expect(offenders(importsBelow("loaders"), (one) => !reaches(one, "src/components"))).toEqual([]);
  });

  it("only commands import commands", () => {
    const others = imports.filter(({file}) => !file.startsWith("loaders/commands/"));
    expect(offenders(others, (one) => !reaches(one, "loaders/commands"))).toEqual([]);
  });

  it("nothing imports tests", () => {
    expect(offenders(imports, (one) => !reaches(one, "tests"))).toEqual([]);
  });

  it("relative imports end in .js: Framework does not resolve .ts", () => {
    expect(offenders(imports, (one) => isPackage(one) || one.specifier.endsWith(".js"))).toEqual([]);
  });
});

describe("the pages", () => {
  const pages = listFiles("src", ".md").map((file) => {
    const cells = [...read(file).matchAll(/^```(?:js|ts)[^\n]*\n(.*?)^```/gms)].map((match) => match[1]!);
    return {file, cells};
  });

  it("have cells that this test finds", () => {
    expect(pages.find(({file}) => file === "src/index.md")!.cells.join("")).toContain("import ");
  });

  it("import only components, readers, training, the rooms below them, and display libraries", () => {
    const list = pages.flatMap(({file, cells}) => cells.flatMap((cell) => importsOf(file, cell)));
    const allowed = (one: Import) =>
      isPackage(one)
        ? /^(htl|d3-\w+|@observablehq\/(plot|inputs))$/.test(one.specifier)
        : reaches(one, "src/siteFile.js", ...Object.keys(ARROWS).filter((room) => room !== "src/data"));
    expect(offenders(list, allowed)).toEqual([]);
  });

  it("load only the needed parts of d3 for drawing, as a visitor waits for that page", () => {
    const cells = pages.find(({file}) => file === "src/draw.md")!.cells.join("\n");
    const reached = reachedFrom(importsOf("src/draw.md", cells));
    expect([...reached]).toContain("src/components/desk/drawingDesk.ts");
    const all = imports.filter(({file}) => reached.has(file));
    expect(offenders(all, ({specifier}) => specifier !== "d3" && specifier !== "@observablehq/plot")).toEqual([]);
  });

  it("contain no function longer than three lines", () => {
    const long = pages.flatMap(({file, cells}) => cells.flatMap((cell) => longFunctions(file, cell)));
    expect(long).toEqual([]);
  });

  function longFunctions(file: string, cell: string): string[] {
    const source = ts.createSourceFile(file, cell, ts.ScriptTarget.Latest);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isFunctionLike(node)) {
        const [first, last] = [node.getStart(source), node.end].map(
          (p) => source.getLineAndCharacterOfPosition(p).line
        );
        if (last! - first! >= 3)
          found.push(`${file} has a function of ${last! - first! + 1} lines: ${node.getText(source)}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  }
});

describe("the sizes", () => {
  const lines = (file: string) => read(file).trimEnd().split("\n").length;

  it("no source file has more than 250 lines", () => {
    const long = sources.filter((file) => lines(file) > 250).map((file) => `${file} has ${lines(file)}`);
    expect(long).toEqual([]);
  });

  it("no folder has more than 27 source files", () => {
    const counts = new Map<string, number>();
    for (const file of sources) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > MAX_FILES)).toEqual([]);
  });

  it("loader entries have fewer than 25 lines", () => {
    const long = listFiles("src/data", ".ts").filter((file) => lines(file) >= 25);
    expect(long).toEqual([]);
  });
});
