import {InputError} from "./inputError.js";
import {jsonOf} from "./jsonOf.js";
import {messageOf} from "./messageOf.js";

/** What a file of the site must be. */
export interface Expected {
  /** In words, as in "expected the list of runs". */
  readonly what: string;
  /** Its exact length in bytes, where that is known. */
  readonly bytes?: number | undefined;
}

/**
 * Resolves to the bytes of a file of the site itself.
 * @throws InputError that names the file where it is not there, may not be read or breaks off, where the server or the network
 * fails, for a page in its place (as servers send that answer every address with one), or another length
 */
export async function fetchBytes(url: string, {what, bytes}: Expected): Promise<Uint8Array<ArrayBuffer>> {
  const source = siteFileName(url);
  const expected = bytes === undefined ? what : `${what}, ${bytes} bytes`;
  const response = await fetch(url).catch(() => {
    throw new InputError(source, expected, "no answer from the server");
  });
  if (!response.ok) throw new InputError(source, expected, saidOf(response.status));
  const content = await response.arrayBuffer().catch(() => {
    throw new InputError(source, expected, "a file that breaks off");
  });
  const found = new Uint8Array(content);
  if (isPage(found)) throw new InputError(source, expected, "an HTML page");
  if (bytes !== undefined && found.length !== bytes) throw new InputError(source, expected, `${found.length} bytes`);
  return found;
}

/** Resolves to the text of a file of the site itself, which is UTF-8. @throws InputError as `fetchBytes` does */
export async function fetchText(url: string, what: string): Promise<string> {
  return new TextDecoder().decode(await fetchBytes(url, {what}));
}

/**
 * Resolves to the value in a JSON file of the site itself, which the build wrote: of its shape is checked only that it is a
 * list, or has the *fields*.
 * @throws InputError as `fetchBytes` does, and for what is no JSON, no list, or lacks a field
 */
export async function fetchJson<T>(
  url: string,
  what: string,
  fields: "list" | readonly (keyof T & string)[] = []
): Promise<T> {
  const text = await fetchText(url, what);
  const source = siteFileName(url);
  const refuse = (got: string) => new InputError(source, what, got);
  const value = jsonOf(text, source, what);
  const isRight = fields === "list" ? Array.isArray(value) : typeof value === "object" && value !== null;
  if (!isRight || typeof value !== "object" || value === null) throw refuse(`the JSON ${text.slice(0, 20)}`);
  if (fields === "list") return value as T;
  const missing = fields.find((field) => !(field in value));
  if (missing !== undefined) throw refuse(`JSON without "${missing}"`);
  return value as T;
}

/** Returns what to say of an *error* in loading a file of the site: which file, what is wrong, and what helps. */
export function siteFileProblem(error: unknown): string {
  return `${messageOf(error).replace(/\.$/, "")}. Reload the page; if that does not help, the site is not whole where it is published.`;
}

/** Returns the path of a site's file below the site: `data/runs.json`, without what tells its versions apart. */
export function siteFileName(url: string): string {
  const path = decodeURI(url.replace(/[?#].*$/, ""));
  const below = /\/_file\/(.*)$/.exec(path)?.[1] ?? path.slice(path.lastIndexOf("/") + 1);
  return below.replace(/\.[0-9a-f]{8}(\.\w+)$/, "$1");
}

/** Returns in words what an HTTP status says. */
function saidOf(status: number): string {
  if (status === 404 || status === 410) return `nothing there (${status})`;
  if (status === 401 || status === 403) return `no permission to read it (${status})`;
  if (status >= 500) return `an error of the server (${status})`;
  return `the answer ${status}`;
}

/** Nothing that the site publishes as data begins like a page of HTML. */
function isPage(bytes: Uint8Array): boolean {
  return /^\s*<(!doctype html|html|head|body)\b/i.test(new TextDecoder().decode(bytes.subarray(0, 200)));
}
