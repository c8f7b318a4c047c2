import {readFrontMatter} from "@observablehq/framework/dist/frontMatter.js";
import {parseInfo} from "@observablehq/framework/dist/info.js";
import {transformJavaScriptSync} from "@observablehq/framework/dist/javascript/module.js";
import {parseJavaScript} from "@observablehq/framework/dist/javascript/parse.js";
import {createMarkdownIt, type Token} from "@observablehq/framework/dist/markdown.js";

/** A page of Framework. */
export interface Page {
  /** Where its file is, from the project's folder: "src/data.md". */
  readonly file: string;
  readonly text: string;
}

/** JavaScript or TypeScript in a page: a fenced block, or what is within `${…}`. */
export interface Cell {
  readonly source: string;
  /** Where the source begins in the page's text. */
  readonly at: number;
  readonly isInline: boolean;
  /** Whether Framework displays its value. */
  readonly isExpression: boolean;
  /** The names that it declares for other cells, and those that it takes from elsewhere. */
  readonly declarations: readonly string[];
  readonly references: readonly string[];
}

/** What is wrong in a page, and where in its text. */
export interface Problem {
  readonly at: number;
  readonly message: string;
}

/** Fenced blocks that Framework would run, and nobody checks. */
const UNCHECKED = ["jsx", "tsx", "tex", "html", "sql", "svg", "dot", "mermaid"];

/** Returns the cells of a page in their order, as Framework reads it, and what Framework could not read. */
export function readCells({file, text}: Page): {cells: Cell[]; problems: Problem[]} {
  const cells: Cell[] = [];
  const problems: Problem[] = [];
  const {content} = readFrontMatter(text);
  let end = text.length - content.length;

  function take(source: string, before: string, tag: string): void {
    const at = text.indexOf(before + source, end) + before.length;
    if (at < end) throw new Error(`${file}: expected its text to contain the cell ${source}`);
    end = at + source.length;
    try {
      cells.push({source, at, ...describe(source, tag, file)});
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      problems.push({at: at + (placeOf(error) ?? 0), message: error.message});
    }
  }

  function visit({type, info, content: source, children}: Token): void {
    if (type === "placeholder") take(source, "${", "inline");
    if (type === "fence") {
      const {tag, attributes} = parseInfo(info);
      if (attributes.run === "false") return;
      if (tag === "js" || tag === "ts") take(source, "\n", tag);
      else if (UNCHECKED.includes(tag))
        problems.push({at: text.indexOf(source, end), message: `expected a cell of js or ts, got ${tag}`});
    }
    children?.forEach(visit);
  }

  createMarkdownIt({linkify: false}).parse(content, {code: [], path: file}).forEach(visit);
  return {cells, problems};
}

function describe(source: string, tag: string, path: string): Omit<Cell, "source" | "at"> {
  const isInline = tag === "inline";
  const script = tag === "ts" ? transformJavaScriptSync(source, "ts") : source;
  const {declarations, references, expression} = parseJavaScript(script, {path, inline: isInline});
  const namesOf = (list: readonly {name: string}[]) => [...new Set(list.map(({name}) => name))];
  const [declared, referenced] = [namesOf(declarations ?? []), namesOf(references)];
  const isExpression = expression && !referenced.includes("display") && !referenced.includes("view");
  return {isInline, isExpression, declarations: declared, references: referenced};
}

/** Returns where acorn found an error. */
function placeOf(error: SyntaxError): number | undefined {
  return "pos" in error && typeof error.pos === "number" ? error.pos : undefined;
}
