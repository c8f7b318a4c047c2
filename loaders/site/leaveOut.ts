import {readFile} from "node:fs/promises";
import type {Plugin} from "esbuild";

/**
 * Parts of d3 that Plot's index brings along although no chart of ours uses them: projections of maps, and transitions,
 * 12 kB of a page, compressed.
 */
const LEFT_OUT = /[\\/]_node[\\/](d3-geo|d3-transition)@[^\\/]+[\\/][^\\/]+\.js$/;

/** What Plot calls when it is loaded: nothing looks at the result, unless a chart asks for a projection. */
const CALLED_AT_ONCE = "geoTransform";

/** Returns a plugin that leaves these libraries out of the pages. Whatever would use them throws an error that says so. */
export function leaveOut(): Plugin {
  return {
    name: "leave-out",
    setup: ({onLoad}) => {
      onLoad({filter: LEFT_OUT}, async ({path}) => {
        const [, library = ""] = LEFT_OUT.exec(path)!;
        return {contents: standIn(library, exportsOf(await readFile(path, "utf8")))};
      });
    }
  };
}

/** Returns the names that a bundled module exports. */
export function exportsOf(code: string): string[] {
  return Array.from(code.matchAll(/\bexport\s*\{([^}]*)\}/g), ([, list = ""]) => list.split(","))
    .flat()
    .map((item) =>
      item
        .trim()
        .split(/\s+as\s+/)
        .at(-1)!
    )
    .filter((name) => name !== "");
}

/** Returns a module with the same exports, functions that throw. */
function standIn(library: string, names: readonly string[]): string {
  const message = `${library} is no part of this site's pages (loaders/site/leaveOut.ts)`;
  const lines = names.map(
    (name) => `export const ${name} = ${name === CALLED_AT_ONCE ? "() => undefined" : "refuse"};`
  );
  return [`const refuse = () => { throw new Error(${JSON.stringify(message)}); };`, ...lines].join("\n");
}
