/** What of Framework 1.13.4's own reader of pages and of its build is used; it comes without types. */
declare module "@observablehq/framework/dist/markdown.js" {
  export interface Token {
    readonly type: string;
    readonly info: string;
    readonly content: string;
    readonly children: readonly Token[] | null;
  }
  export function createMarkdownIt(options?: {linkify?: boolean}): {
    parse(source: string, context: {code: unknown[]; path: string}): readonly Token[];
  };
}

declare module "@observablehq/framework/dist/frontMatter.js" {
  export function readFrontMatter(source: string): {content: string};
}

declare module "@observablehq/framework/dist/info.js" {
  export function parseInfo(info: string): {tag: string; attributes: Readonly<Record<string, string>>};
}

declare module "@observablehq/framework/dist/javascript/module.js" {
  export function transformJavaScriptSync(source: string, loader: "ts"): string;
}

declare module "@observablehq/framework/dist/javascript/parse.js" {
  interface Identifier {
    readonly name: string;
  }
  /** @throws SyntaxError with the place in the source, as acorn does */
  export function parseJavaScript(
    source: string,
    options: {path: string; inline: boolean}
  ): {
    readonly declarations: readonly Identifier[] | null;
    readonly references: readonly Identifier[];
    readonly expression: boolean;
  };
}

declare module "@observablehq/framework/dist/config.js" {
  export interface Config {
    /** The paths of the pages, and of the files that are not named in a page. */
    paths(): Iterable<string> | AsyncIterable<string>;
  }
  export function readConfig(): Promise<Config>;
}

declare module "@observablehq/framework/dist/build.js" {
  import type {Config} from "@observablehq/framework/dist/config.js";
  export function build(options: {config: Config}): Promise<void>;
}
