import {readdirSync, readFileSync} from "node:fs";
import {join, relative} from "node:path";
import ts from "typescript";
import {ROOT, SITE_ROOT} from "../paths.js";
import {readCells, type Page} from "./cells.js";
import {pageModule, type PageModule} from "./pageModule.js";

/** Returns all pages of the site. */
export function listPages(): Page[] {
  return readdirSync(SITE_ROOT, {recursive: true, encoding: "utf8"})
    .filter((name) => name.endsWith(".md") && !name.startsWith(".observablehq"))
    .map((name) => ({file: posixPath(join("src", name)), text: readFileSync(join(SITE_ROOT, name), "utf8")}));
}

/**
 * Returns what the compiler finds in the cells of *pages* and, with *sources*, in all of the project's, in one go: a line
 * each, such as "src/data.md:132:7 - error TS2551: …".
 */
export function typecheck(pages: readonly Page[], {sources = true} = {}): string[] {
  const config = ts.readConfigFile(join(ROOT, "tsconfig.json"), (file) => ts.sys.readFile(file)).config as object;
  const {options, fileNames} = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const modules = new Map<string, {page: Page; module: PageModule}>();
  const lines: string[] = [];
  for (const page of pages) {
    const {cells, problems} = readCells(page);
    const module = pageModule(page, cells);
    modules.set(join(ROOT, `${page.file}.ts`), {page, module});
    for (const {at, message} of [...problems, ...module.problems])
      lines.push(`${placeIn(page, at)} - error: ${message}`);
  }

  const ambient = fileNames.filter((name) => name.endsWith(".d.ts"));
  const program = ts.createProgram({
    rootNames: [...(sources ? fileNames : ambient), ...modules.keys()],
    options,
    host: hostWith(options, (name) => modules.get(name)?.module.text)
  });
  const own = [...modules.keys()].map((name) => program.getSourceFile(name));
  const found = sources
    ? ts.getPreEmitDiagnostics(program)
    : own.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]);
  for (const diagnostic of found) {
    const {file, start = 0, code, messageText} = diagnostic;
    const page = file && modules.get(join(file.fileName));
    const place = page
      ? placeIn(page.page, page.module.pageOffset(start))
      : file
        ? placeInFile(file, start)
        : "tsconfig.json";
    lines.push(`${place} - error TS${code}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
  }
  return [...new Set(lines)];
}

/** Returns a compiler's access to files with some that are not on the disk. */
function hostWith(options: ts.CompilerOptions, textOf: (name: string) => string | undefined): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  return {
    ...host,
    fileExists: (name) => textOf(join(name)) !== undefined || host.fileExists(name),
    readFile: (name) => textOf(join(name)) ?? host.readFile(name),
    getSourceFile(name, language, ...rest) {
      const text = textOf(join(name));
      return text === undefined
        ? host.getSourceFile(name, language, ...rest)
        : ts.createSourceFile(name, text, language);
    }
  };
}

function placeIn({file, text}: Page, at: number): string {
  const before = text.slice(0, at).split("\n");
  return `${file}:${before.length}:${before.at(-1)!.length + 1}`;
}

function placeInFile(file: ts.SourceFile, at: number): string {
  const {line, character} = file.getLineAndCharacterOfPosition(at);
  return `${posixPath(relative(ROOT, file.fileName))}:${line + 1}:${character + 1}`;
}

function posixPath(path: string): string {
  return path.replaceAll("\\", "/");
}
