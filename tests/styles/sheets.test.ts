import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import postcss, {type AtRule, type Declaration, type Root, type Rule} from "postcss";
import {describe, expect, it} from "vitest";
import {ROOT} from "../../loaders/paths.js";

const STYLES = join(ROOT, "src/styles");
const GENERATED = /src\/(\.observablehq|bundles)\//;

/** The custom properties that a font size may be, or be scaled from. */
const SIZES = ["--text-small", "--text", "--text-large", "--text-display"];
/** Sizes that a place asks for: each a multiple of one of `SIZES`. */
const SCALED = ["--text-answer", "--text-cell"];
/** Sizes that are no token: text in a chart is measured in the pixels of its picture. */
const ELSEWHERE = ["charts.css .plot 12px"];

/** Widths and heights at which the layout changes. In rem, so that larger text changes the layout sooner. */
const BREAKPOINTS = ["36rem", "48rem", "64rem"];

/** Classes that Observable Framework writes into pages: https://observablehq.com/framework/markdown */
const OF_FRAMEWORK = /^observablehq-/;

const sheets: ReadonlyMap<string, Root> = new Map(
  readdirSync(STYLES).map((name) => [name, postcss.parse(readFileSync(join(STYLES, name), "utf8"))])
);

/** Returns what *find* finds in all sheets, each with the sheet that it is in. */
function inSheets<Found>(find: (sheet: Root) => Iterable<Found>): {sheet: string; found: Found}[] {
  return [...sheets].flatMap(([sheet, root]) => Array.from(find(root), (found) => ({sheet, found})));
}

const declarations = inSheets((root) => {
  const all: Declaration[] = [];
  root.walkDecls((one) => void all.push(one));
  return all;
});

const rules = inSheets((root) => {
  const all: Rule[] = [];
  root.walkRules((one) => void all.push(one));
  return all;
});

const queries = inSheets((root) => {
  const all: AtRule[] = [];
  root.walkAtRules(/^(media|container)$/, (one) => void all.push(one));
  return all;
});

/** Returns the names of the custom properties that a value uses. */
const namesIn = (value: string) => [...value.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name!);

describe("sizes of text", () => {
  const tokens = new Map(
    declarations
      .filter(({sheet, found}) => sheet === "tokens.css" && found.prop.startsWith("--text"))
      .map(({found}) => [found.prop, found.value])
  );

  it("are four tokens, and those that a place asks for, which are scaled from them", () => {
    expect([...tokens.keys()]).toEqual([...SIZES, ...SCALED]);
    for (const name of SCALED) {
      expect(tokens.get(name)).toMatch(/^calc\([\d.]+ \* var\(--[\w-]+\)\)$/);
      expect(SIZES).toContain(namesIn(tokens.get(name)!)[0]);
    }
  });

  it("are used wherever a size is set, alone or fitted to a box", () => {
    const isToken = (value: string) => namesIn(value).some((name) => tokens.has(name) || name === "--answer");
    const others = declarations
      .filter(({found}) => found.prop === "font-size" || found.prop === "font")
      .filter(({found}) => found.value !== "inherit" && !isToken(found.value))
      .map(({sheet, found}) => `${sheet} ${(found.parent as Rule).selector} ${found.value}`);
    expect(others).toEqual(ELSEWHERE);
    const answer = declarations.find(({found}) => found.prop === "--answer")!; // the answer's height sets its size
    expect(namesIn(answer.found.value)).toEqual(["--text-answer"]);
  });

  it("are never numbers beside the tokens that they are fitted with", () => {
    const numbers = declarations
      .filter(({found}) => found.prop === "font-size")
      .filter(({sheet, found}) => sheet !== "charts.css" && /\d(r?em|px|pt|%)/.test(found.value))
      .map(({sheet, found}) => `${sheet} ${found.value}`);
    expect(numbers).toEqual([]);
  });
});

describe("breakpoints", () => {
  const conditions = queries.map(({sheet, found}) => ({sheet, params: found.params}));

  it("are three, written as ranges: at least, or less than", () => {
    const sizes = conditions.filter(({params}) => /width|height|inline-size|block-size|\d/.test(params));
    const odd = sizes.filter(({params}) => {
      const [, at] = /^\((?:width|height) (?:>=|<) (\d+rem)\)$/.exec(params) ?? [];
      return !at || !BREAKPOINTS.includes(at);
    });
    expect(odd).toEqual([]);
    const used = new Set(sizes.map(({params}) => /\d+rem/.exec(params)![0]));
    expect([...used].sort()).toEqual(BREAKPOINTS);
  });
});

describe("selectors", () => {
  const written = new Set(sources().flatMap(classesIn));

  it("name no class that nothing writes", () => {
    const dead = rules.flatMap(({sheet, found}) =>
      classNames(found.selector)
        .filter((name) => !written.has(name) && !OF_FRAMEWORK.test(name))
        .map((name) => `${sheet} .${name}`)
    );
    expect([...new Set(dead)]).toEqual([]);
  });

  it("are found to be dead where nothing writes their class", () => {
    expect(written.has("card")).toBe(true);
    expect(written.has("no-such-class")).toBe(false);
    expect(classNames(".a:not(.b) > [data-x] .c-d::after")).toEqual(["a", "b", "c-d"]);
    expect(classesIn('html`<p class="a ${b ? "c" : "d-e"}" data-class=x>f</p>`; one.classList.add("g")')).toEqual(
      expect.arrayContaining(["a", "c", "d-e", "g"])
    );
    expect(classesIn('// the class of it\nconst seen = "h"')).not.toContain("h");
  });
});

/** Returns the names of the classes in a selector. */
function classNames(selector: string): string[] {
  return [...selector.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name]) => name!);
}

/** Returns the text of all pages, of all that they show, and of the site's frame. */
function sources(): string[] {
  const files = readdirSync(join(ROOT, "src"), {recursive: true, withFileTypes: true})
    .filter((file) => file.isFile() && /\.(ts|md)$/.test(file.name))
    .map((file) => join(file.parentPath, file.name))
    .filter((path) => !GENERATED.test(path));
  const frame = ["observablehq.config.ts", "loaders/site/header.ts", "loaders/site/nextSteps.ts"].map((path) =>
    join(ROOT, path)
  );
  return [...files, ...frame].map((path) => readFileSync(path, "utf8"));
}

/** Returns the words in all places of a *source* where classes are written: attributes, `classList`, Plot's options. */
function classesIn(source: string): string[] {
  const places = [
    /\bclass(?:Name)?\s*[=:]\s*"((?:\$\{[^}]*\}|[^"$])*)"/g,
    /\bclass(?:Name)?\s*[=:]\s*\$\{([^}]*)\}/g,
    /\bclassName:\s*([^,}\n]*)/g,
    /\bclassList\.\w+\(([^)]*)\)/g,
    /"class",\s*([^)]*)\)/g
  ];
  return places.flatMap((place) => [...source.matchAll(place)].flatMap(([, text]) => text!.match(/[\w-]+/g) ?? []));
}
