import {readdirSync, readFileSync} from "node:fs";
import {isBuiltin} from "node:module";
import {dirname, join, relative} from "node:path";
import ts from "typescript";
import {describe, expect, it} from "vitest";
import {ROOT} from "../loaders/paths.js";

// The arrows of the house: pages → components → {digits, stats}; pages → {recognizers, training} → digits; training → recognizers;
// src/data/* and loaders/commands → loaders → {digits, stats, recognizers, training}. Nothing runs back up.

/** One import, as written and, where it is relative, as a path from the project's folder. */
interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly target: string | undefined;
}

const GENERATED = /^src\/(\.observablehq|bundles)\//;

function listFiles(folder: string, ends: string): string[] {
  return readdirSync(join(ROOT, folder), {recursive: true, encoding: "utf8"})
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(ends) && !GENERATED.test(path))
    .sort();
}

/** Returns the imports of a text: `import`, `export … from`, `import()`, `require()` and imports of types alone. */
function importsOf(file: string, text: string): Import[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({fileName: specifier}) => ({
    file,
    specifier,
    target: specifier.startsWith(".") ? relative(ROOT, join(ROOT, dirname(file), specifier)) : undefined
  }));
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), "utf8");
}

const sources = [...listFiles("src", ".ts"), ...listFiles("loaders", ".ts")];
const imports = sources.flatMap((file) => importsOf(file, read(file)));

function importsBelow(folder: string): Import[] {
  return imports.filter(({file}) => file.startsWith(`${folder}/`));
}

/** Returns what breaks a rule, a line each: what the test's message shows. */
function offenders(list: readonly Import[], isAllowed: (one: Import) => boolean): string[] {
  return list.filter((one) => !isAllowed(one)).map(({file, specifier}) => `${file} imports ${specifier}`);
}

const isTfjs = ({specifier}: Import) => specifier.startsWith("@tensorflow/");
const isNode = ({specifier}: Import) => specifier.startsWith("node:") || isBuiltin(specifier);
const isDom = ({specifier}: Import) => /^(htl|@observablehq\/.*|arquero)$/.test(specifier);
const isPackage = ({target}: Import) => target === undefined;
const reaches = ({target}: Import, ...places: string[]) =>
  target !== undefined && places.some((place) => target === place || target.startsWith(`${place}/`));

/** What any room may use. */
const SHARED = ["inputError", "parseJson", "connectWorker", "float16", "npy"].map((name) => `src/${name}.js`);

/** Returns the identifiers of a text that are among *names*. */
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

/** Returns the files that *file* imports, and those that these import, and so on. */
function reachedFrom(list: readonly Import[], found = new Set<string>()): Set<string> {
  for (const {target} of list) {
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
  it("sees every kind of import", () => {
    const text = `import a from "a"; import type {B} from "./b.js"; import "c"; export * from "../d.js";
      const e = await import("e"); const {f} = require("f"); // import "not";
      const g = 'import "neither"'; type H = import("h").H;`;
    const found = importsOf("src/digits/x.ts", text);
    expect(found.map(({specifier}) => specifier).sort()).toEqual(["../d.js", "./b.js", "a", "c", "e", "f", "h"]);
    expect(found.find(({specifier}) => specifier === "../d.js")!.target).toBe("src/d.js");
  });

  it("reads the files that there are", () => {
    expect(sources).toContain("src/digits/preprocess.ts");
    expect(sources).toContain("loaders/commands/train.ts");
    expect(imports.length).toBeGreaterThan(100);
  });
});

describe("the arrows", () => {
  it.each(["digits", "stats"])(
    "src/%s imports no TensorFlow.js, nothing of Node's or the DOM's, nothing above it",
    (name) => {
      const allowed = (one: Import) =>
        isPackage(one)
          ? !isTfjs(one) && !isNode(one) && !isDom(one)
          : reaches(one, "src/digits", "src/stats", ...SHARED);
      expect(offenders(importsBelow(`src/${name}`), allowed)).toEqual([]);
      expect(identifiersBelow(`src/${name}`, [...DOM, "process", "Buffer"])).toEqual([]);
    }
  );

  it("src/components imports digits and stats alone, no TensorFlow.js, nothing of Node's", () => {
    const allowed = (one: Import) =>
      isPackage(one)
        ? !isTfjs(one) && !isNode(one)
        : reaches(one, "src/components", "src/digits", "src/stats", ...SHARED);
    expect(offenders(importsBelow("src/components"), allowed)).toEqual([]);
  });

  it("src/components gets its data as arguments: no FileAttachment", () => {
    expect(identifiersBelow("src/components", ["FileAttachment"])).toEqual([]);
  });

  it("src/recognizers imports digits and stats, nothing of Node's, no component, no loader", () => {
    const allowed = (one: Import) =>
      isPackage(one)
        ? !isNode(one) && !isDom(one)
        : reaches(one, "src/recognizers", "src/digits", "src/stats", ...SHARED);
    expect(offenders(importsBelow("src/recognizers"), allowed)).toEqual([]);
    expect(identifiersBelow("src/recognizers", DOM)).toEqual([]);
  });

  it("src/training imports recognizers, digits and stats, nothing of Node's", () => {
    const allowed = (one: Import) =>
      isPackage(one)
        ? !isNode(one) && !isDom(one)
        : reaches(one, "src/training", "src/recognizers", "src/digits", "src/stats", ...SHARED);
    expect(offenders(importsBelow("src/training"), allowed)).toEqual([]);
    expect(identifiersBelow("src/training", [...DOM, "process", "Buffer"])).toEqual([]);
  });

  it("below src only src/data imports Node or loaders", () => {
    const others = importsBelow("src").filter(({file}) => !file.startsWith("src/data/"));
    expect(offenders(others, (one) => !isNode(one) && !reaches(one, "loaders"))).toEqual([]);
  });

  it("nothing imports src/data, and nothing outside src the components", () => {
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

  it("have cells that this test sees", () => {
    expect(pages.find(({file}) => file === "src/index.md")!.cells.join("")).toContain("import ");
  });

  it("import components, digits, stats, recognizers, training, and what shows things", () => {
    const list = pages.flatMap(({file, cells}) => cells.flatMap((cell) => importsOf(file, cell)));
    const allowed = (one: Import) =>
      isPackage(one)
        ? /^(htl|d3|@observablehq\/(plot|inputs))$/.test(one.specifier)
        : reaches(one, "src/components", "src/digits", "src/stats", "src/recognizers", "src/training");
    expect(offenders(list, allowed)).toEqual([]);
  });

  it("load no more of d3 to draw than they use: a person waits for that page", () => {
    const cells = pages.find(({file}) => file === "src/draw.md")!.cells.join("\n");
    const reached = reachedFrom(importsOf("src/draw.md", cells));
    expect([...reached]).toContain("src/components/drawingDesk.ts");
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

  it("loader entries have fewer than 25 lines", () => {
    const long = listFiles("src/data", ".ts").filter((file) => lines(file) >= 25);
    expect(long).toEqual([]);
  });
});
