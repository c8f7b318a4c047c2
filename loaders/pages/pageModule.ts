import {dirname, posix, relative} from "node:path";
import ts from "typescript";
import {ROOT} from "../paths.js";
import type {Cell, Page, Problem} from "./cells.js";

/** A part of a module's text that stands in the page: at *from* in the one, at *at* in the other. */
interface Piece {
  readonly from: number;
  readonly at: number;
  readonly length: number;
}

/** A page as a module of TypeScript, which the compiler can check. */
export interface PageModule {
  readonly text: string;
  /** Returns the place in the page of one in the module; of what stands in no page, that of the next cell. */
  pageOffset(from: number): number;
  /** Names that several cells declare. */
  readonly problems: readonly Problem[];
}

/** Where in the project the types of cells are. */
const TYPES = relative(ROOT, import.meta.dirname);

/** What Framework gives to a cell; `shown` is ours, for what is within `${…}`. */
const BUILTINS =
  "FileAttachment display view shown Generators resize invalidation width dark now process Buffer global require".split(
    " "
  );

/**
 * Returns a page's *cells* as a module beside the page. Each cell is an asynchronous function of what it takes from other
 * cells and from Framework, and returns what others take from it: so that each sees of another's promises and inputs what
 * these resolve to, in whatever order they stand. Imports are the module's own.
 */
export function pageModule({file}: Pick<Page, "file">, cells: readonly Cell[]): PageModule {
  const up = posix.relative(dirname(file), "src");
  const params = [...file.matchAll(/\[(\w+)\]/g)].map(([, name]) => `${name}: string`);
  const pieces: Piece[] = [];
  let text =
    `import type * as Cell$ from "${posix.relative(dirname(file), TYPES)}/cellTypes.js";\n` +
    `export type Page$ = Cell$.Builtins<"${up && `${up}/`}">;\n` +
    `export declare const observable: {params: {${params.join("; ")}}};\n`;
  const takeFrom = ({source, at}: Pick<Cell, "source" | "at">) => {
    pieces.push({from: text.length, at, length: source.length});
    text += source;
  };

  const parts = cells.map((cell) => ({cell, ...divide(cell)}));
  for (const one of parts.flatMap(({imports}) => imports)) {
    takeFrom(one);
    text += "\n";
  }

  const taken = new Set(cells.flatMap(({references}) => references));
  const owners = new Map<string, number>();
  const problems: Problem[] = [];
  parts.forEach(({cell, outputs}, i) => {
    for (const name of outputs)
      if (owners.has(name)) problems.push({at: cell.at, message: `Another cell declares '${name}' too.`});
      else owners.set(name, i);
  });

  parts.forEach(({cell, body, outputs}, i) => {
    const {isExpression, isInline, references} = cell;
    const needed = new Set([...references, ...(isExpression ? [isInline ? "shown" : "display"] : [])]);
    const inputs = [...needed].flatMap((name) => {
      const owner = owners.get(name);
      if (owner !== undefined) return [`${name}: Cell$.Output<typeof cell$${owner}, "${name}">`];
      return BUILTINS.includes(name) ? [`${name}: Page$["${name}"]`] : [];
    });
    text += `export const cell$${i} = async (${inputs.join(", ")}) => {\n`;
    if (isExpression) text += `${isInline ? "shown" : "display"}(await (\n`;
    takeFrom({source: body, at: cell.at});
    text += isExpression
      ? "\n));\nreturn {};\n};\n"
      : `\nreturn {${outputs.filter((name) => taken.has(name)).join(", ")}};\n};\n`;
  });

  return {
    text,
    problems,
    pageOffset(from) {
      const piece = pieces.find((one) => from <= one.from + one.length) ?? pieces.at(-1);
      return piece ? piece.at + Math.max(0, Math.min(piece.length, from - piece.from)) : 0;
    }
  };
}

/** Returns the imports of a cell, the rest with blanks in their place, and the names that the rest declares. */
function divide({source, at, declarations}: Cell): {
  imports: Pick<Cell, "source" | "at">[];
  body: string;
  outputs: string[];
} {
  const parsed = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest);
  const found = parsed.statements.filter(ts.isImportDeclaration);
  const imported = new Set(found.flatMap(namesOf));
  let body = source;
  const imports = found.map((one) => {
    const [start, end] = [one.getStart(parsed), one.end];
    const text = source.slice(start, end);
    body = body.slice(0, start) + text.replace(/[^\n]/g, " ") + body.slice(end);
    return {source: text, at: at + start};
  });
  return {imports, body, outputs: declarations.filter((name) => !imported.has(name))};
}

/** Returns the names under which a module has what it imports. */
function namesOf({importClause}: ts.ImportDeclaration): string[] {
  const {name, namedBindings} = importClause ?? {};
  const bound = !namedBindings ? [] : ts.isNamespaceImport(namedBindings) ? [namedBindings] : namedBindings.elements;
  return [name, ...bound.map((one) => one.name)].flatMap((one) => (one ? [one.text] : []));
}
