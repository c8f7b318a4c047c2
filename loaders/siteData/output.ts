import {fileURLToPath} from "node:url";
import {zipSync} from "fflate";
import type {Bytes, SiteFiles} from "../pages/siteFiles.js";
import type {SiteParts} from "./siteParts.js";

/** What a file may be made of: the digits, all runs, the run that the desk asks first, people's votes on labels, what was measured of growth. */
export type Input = "digits" | "runs" | "first reader" | "votes" | "growth";

/** A file of the site, made from digits and runs. */
export interface Output {
  /** Its name in the folder of the site's data: `claims.json`. */
  readonly name: string;
  /** The module that makes it. */
  readonly module: string;
  /** Everything that *make* reads. */
  readonly uses: readonly Input[];
  make(parts: SiteParts): Promise<Uint8Array>;
}

/** How a file is made: by the module at the address *url*, of what it *uses*. */
interface Making<T> {
  readonly url: string;
  readonly uses: readonly Input[];
  readonly make: (parts: SiteParts) => Promise<T>;
}

type JsonName = {[P in keyof SiteFiles]: SiteFiles[P] extends Bytes ? never : P}[keyof SiteFiles] & `data/${string}`;

/** Returns an output of JSON that holds what the pages take the file to hold. */
export function jsonOutput<P extends JsonName>(path: P, {make, ...rest}: Making<SiteFiles[P]>): Output {
  return output(path.slice("data/".length), {
    ...rest,
    make: async (parts) => Buffer.from(JSON.stringify(await make(parts)))
  });
}

/** Returns an output of bytes. */
export function bytesOutput(name: string, making: Making<Uint8Array>): Output {
  return output(name, making);
}

/** Returns an output of files that the site has in a folder of its own: `sprites.zip` in `sprites/`. */
export function zipOutput(name: string, {make, ...rest}: Making<Record<string, Uint8Array>>): Output {
  // Without times: the same files are the same bytes.
  return output(name, {
    ...rest,
    make: async (parts) => zipSync(await make(parts), {level: 0, mtime: new Date(1980, 0, 1)})
  });
}

function output(name: string, {url, uses, make}: Making<Uint8Array>): Output {
  return {name, module: fileURLToPath(url), uses, make};
}
