import {describe, expect, it} from "vitest";
import {readCells} from "../../../loaders/pages/cells.js";
import {pageModule} from "../../../loaders/pages/pageModule.js";
import {listPages, typecheck} from "../../../loaders/pages/typecheck.js";

// What cells mean is Framework's own account: https://observablehq.com/framework/reactivity. What the compiler says of wrong
// ones is TypeScript's.

const START = `---
title: A page
---

`;

/** What is right, on lines 5 to 35: out of order, with promises, inputs and files. */
const RIGHT = `${START}\`\`\`js
display(document.createElement(chosen === "a" ? "h2" : "h3"));
\`\`\`

\`\`\`js
import {formatCount} from "./components/page/format.js";
import * as Inputs from "@observablehq/inputs";
\`\`\`

# \${formatCount(count)} of \${dataset.title}

\`\`\`js
const later = Promise.resolve(12);
const chosen = view(Inputs.radio(["a", "b"], {value: "a"}));
\`\`\`

\`\`\`ts
const count: number = later;
\`\`\`

\`\`\`js
const dataset = await FileAttachment("data/dataset.json").json();
\`\`\`

\`\`\`sh
npm run data
\`\`\`

\`dataset.nothing\` and <b title="x">\${dataset.classes.join(", ")}</b>, not \`\${dataset.nothing}\`
`;

/** Each with the lines that are wrong in it, and what the compiler says. */
const WRONG: Readonly<Record<string, {text: string; lines: readonly string[]}>> = {
  "src/misspelled.md": {
    text: `${START}\`\`\`js\nconst dataset = await FileAttachment("data/dataset.json").json();\n\`\`\`\n\n# \${dataset.titel}\n`,
    lines: ["src/misspelled.md:9:13 - error TS2551: Property 'titel' does not exist on type 'DatasetSummary'."]
  },
  "src/noFile.md": {
    text: `${START}\`\`\`js\ndisplay(document.createElement(FileAttachment("data/datasets.json").href));\n\`\`\`\n`,
    lines: [`src/noFile.md:6:47 - error TS2345: Argument of type '"data/datasets.json"'`]
  },
  "src/promise.md": {
    text: `${START}\`\`\`js\nconst later = Promise.resolve(12);\nif (later > 11) display(new Text());\n\`\`\`\n`,
    lines: [
      "src/promise.md:7:5 - error TS2365: Operator '>' cannot be applied to types 'Promise<number>' and 'number'."
    ]
  },
  "src/input.md": {
    text: `${START}\`\`\`js\nimport * as Inputs from "@observablehq/inputs";\nconst chosen = view(Inputs.radio([1, 2], {value: 1}));\n\`\`\`\n\n\`\`\`js\nif (chosen === 3) display(new Text());\n\`\`\`\n`,
    lines: ["src/input.md:11:5 - error TS2367: This comparison appears to be unintentional"]
  },
  "src/undefined.md": {
    text: `${START}\`\`\`js\nconst words = ["a"];\n\`\`\`\n\n<b>\${words[1]}</b>\n`,
    lines: ["src/undefined.md:9:6 - error TS2345: Argument of type 'string | undefined'"]
  },
  "src/unused.md": {
    text: `${START}\`\`\`js\nimport {formatCount} from "./components/page/format.js";\n\`\`\`\n\n\`\`\`js\nconst nobody = 1;\n\`\`\`\n`,
    lines: [
      "src/unused.md:6:1 - error TS6133: 'formatCount' is declared but its value is never read.",
      "src/unused.md:10:7 - error TS6133: 'nobody' is declared but its value is never read."
    ]
  },
  "src/missing.md": {
    text: `${START}\`\`\`js\nimport {nothing} from "./components/page/format.js";\ndisplay(nothing(Plot, process.argv));\n\`\`\`\n`,
    lines: [
      "src/missing.md:6:9 - error TS2305: Module",
      "src/missing.md:7:17 - error TS2304: Cannot find name 'Plot'.",
      "src/missing.md:7:23 - error TS18048: 'process' is possibly 'undefined'."
    ]
  },
  "src/runs/[run].md": {
    text: `${START}\`\`\`js\ndisplay(new Text(observable.params.run + observable.params.page));\n\`\`\`\n`,
    lines: ["src/runs/[run].md:6:60 - error TS2339: Property 'page' does not exist on type '{ run: string; }'."]
  },
  "src/twice.md": {
    text: `${START}\`\`\`js\nconst a = 1;\n\`\`\`\n\n\`\`\`js\nconst a = 2;\n\`\`\`\n\n\${a}\n`,
    lines: ["src/twice.md:10:1 - error: Another cell declares 'a' too."]
  },
  "src/syntax.md": {
    text: `${START}\`\`\`js\nconst a = ;\n\`\`\`\n`,
    lines: ["src/syntax.md:6:11 - error: Unexpected token (1:10)"]
  },
  "src/sql.md": {
    text: `${START}\`\`\`sql\nSELECT 1\n\`\`\`\n`,
    lines: ["src/sql.md:6:1 - error: expected a cell of js or ts, got sql"]
  }
};

describe("typecheck(pages)", () => {
  const wrong = Object.entries(WRONG).map(([file, {text}]) => ({file, text}));
  const found = typecheck([{file: "src/right.md", text: RIGHT}, ...wrong], {sources: false});
  const of = (file: string) => found.filter((line) => line.startsWith(`${file}:`));

  it("finds nothing where cells see each other's values as Framework gives them, in any order", () => {
    expect(of("src/right.md")).toEqual([]);
  });

  it.each(Object.entries(WRONG))("refuses the cells of %s, by page, line and column", (file, {lines}) => {
    expect(of(file)).toEqual(lines.map((line) => expect.stringContaining(line) as string));
  });

  it("finds nothing else", () => {
    expect(found.filter((line) => !["src/right.md", ...Object.keys(WRONG)].includes(line.split(":")[0]!))).toEqual([]);
  });
});

describe("the site's pages", () => {
  it("are all there to be checked, each with its cells", () => {
    const pages = listPages();
    expect(pages.map(({file}) => file)).toEqual(expect.arrayContaining(["src/index.md", "src/runs/[run].md"]));
    for (const page of pages) {
      const {cells, problems} = readCells(page);
      expect(problems).toEqual([]);
      expect(cells.length).toBeGreaterThan(0);
      for (const {source, at} of cells) expect(page.text.slice(at, at + source.length)).toBe(source);
    }
  });

  it("stand in modules each of whose cells can be found in its page again", () => {
    const [page] = listPages();
    const {cells} = readCells(page!);
    const {text, pageOffset} = pageModule(page!, cells);
    const own = cells.find(({source}) => source.includes("await"))!;
    expect(pageOffset(text.indexOf(own.source))).toBe(own.at);
  });
});
