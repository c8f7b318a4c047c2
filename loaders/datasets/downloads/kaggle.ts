import {existsSync} from "node:fs";
import {open} from "node:fs/promises";
import {join} from "node:path";
import * as v from "valibot";
import {InputError} from "../../../src/inputError.js";
import {downloadFile, type Downloaded, type DownloadOptions} from "./download.js";
import {readText} from "../../files.js";
import {parseJson} from "../../../src/parseJson.js";

/**
 * An access token, or a legacy key with its user's name: https://www.kaggle.com/docs/api. Both are secrets: no message
 * shows them.
 */
export type KaggleCredentials = {readonly token: string} | {readonly username: string; readonly key: string};

/** A competition or a dataset on Kaggle. */
export interface KaggleSource {
  readonly kind: "competition" | "data set";
  /** "digit-recognizer", or "owner/name" of a dataset. */
  readonly slug: string;
  /** The address of its web page. */
  readonly page: string;
}

const NEW_TOKEN =
  "kaggle.com → Settings → API → Generate New Token, saved as ~/.kaggle/access_token or in KAGGLE_API_TOKEN " +
  "(or Create Legacy API Key, saved as ~/.kaggle/kaggle.json), chmod 600";

/** First characters of access tokens. Users also put such tokens where the legacy key was. */
const TOKEN_START = "KGAT_";

/**
 * Returns the user's credentials. They come from the variables in *env*, KAGGLE_API_TOKEN or else KAGGLE_USERNAME and
 * KAGGLE_KEY; or else from the file access_token (or access_token.txt) or kaggle.json in the first of
 * KAGGLE_CONFIG_DIR, HOME/.kaggle and HOME/.config/kaggle that has one. A key that is an access token is treated as
 * one.
 * @throws InputError that says how to get credentials, or names the malformed file or variable
 */
export async function findKaggleCredentials(env: NodeJS.ProcessEnv, home: string): Promise<KaggleCredentials> {
  const {KAGGLE_API_TOKEN: token, KAGGLE_USERNAME: username, KAGGLE_KEY: key, KAGGLE_CONFIG_DIR: configured} = env;
  if (token) return parseToken(token, "KAGGLE_API_TOKEN");
  if (key?.startsWith(TOKEN_START)) return parseToken(key, "KAGGLE_KEY");
  if (username && key) return {username, key};
  if (username) throw new InputError("KAGGLE_KEY", "the key beside KAGGLE_USERNAME", "none");
  if (key) throw new InputError("KAGGLE_USERNAME", "the user's name beside KAGGLE_KEY", "none");
  const folders = [...(configured ? [configured] : []), join(home, ".kaggle"), join(home, ".config", "kaggle")];
  const names = ["access_token", "access_token.txt", "kaggle.json"];
  const paths = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const path = paths.find((candidate) => existsSync(candidate));
  if (!path) {
    throw new InputError("Kaggle", `a token: ${NEW_TOKEN}`, "no access_token, no kaggle.json, no KAGGLE_API_TOKEN");
  }
  const text = await readText(path);
  return path.endsWith(".json") ? parseCredentials(text, path) : parseToken(text, path);
}

/** Parses a token, which may have space around it. @throws InputError, for *source*, for any other *text* */
function parseToken(text: string, source: string): KaggleCredentials {
  const token = text.replace(/^\ufeff/, "").trim();
  // The characters of a bearer token, https://www.rfc-editor.org/rfc/rfc6750#section-2.1
  if (/^[\w.~+/=-]+$/.test(token)) return {token};
  const found = token.startsWith("{") ? "JSON, as of a kaggle.json" : token ? "something else" : "nothing";
  throw new InputError(source, `one access token, such as ${TOKEN_START}…`, found);
}

const Credentials = v.object({username: v.pipe(v.string(), v.nonEmpty()), key: v.pipe(v.string(), v.nonEmpty())});

function parseCredentials(text: string, path: string): KaggleCredentials {
  // The text may be the key itself, in the wrong place: the schema's own errors would quote it.
  const value = parseJson(v.unknown(), text, path);
  const result = v.safeParse(Credentials, value);
  if (result.success) {
    const {username, key} = result.output;
    return key.startsWith(TOKEN_START) ? parseToken(key, path) : {username, key};
  }
  const field = result.issues[0].path?.[0].key;
  const got = field ? `one whose ${String(field)} is missing or no text` : "something else";
  throw new InputError(path, '{"username": "…", "key": "…"}', got);
}

/**
 * Parses the name of a competition, `digit-recognizer`, `c/NAME` or `competitions/NAME`; of a dataset, `OWNER/NAME` or
 * `datasets/OWNER/NAME`; or the address of one of their pages at www.kaggle.com.
 * @throws InputError for any other text
 */
export function parseKaggleSlug(text: string): KaggleSource {
  const path = text
    .trim()
    .replace(/^(https?:\/\/)?(www\.)?kaggle\.com\//i, "")
    .replace(/[?#].*$/, "")
    .replace(/\/$/, "");
  const page = "(?:/(?:data|overview|rules|code|discussion|leaderboard))?";
  const find = (pattern: string) => new RegExp(`^${pattern}$`).exec(path)?.[1];
  const competition = find(`(?:c|competitions)/([\\w-]+)${page}`) ?? find("(?!(?:c|competitions|datasets)$)([\\w-]+)");
  if (competition) {
    return {kind: "competition", slug: competition, page: `https://www.kaggle.com/competitions/${competition}`};
  }
  const slug = find(`datasets/([\\w-]+/[\\w-]+)${page}`) ?? find("(?!datasets/)([\\w-]+/[\\w-]+)");
  if (slug) return {kind: "data set", slug, page: `https://www.kaggle.com/datasets/${slug}`};
  throw new InputError("Kaggle", "a competition such as digit-recognizer or a data set's OWNER/NAME", `"${text}"`);
}

/**
 * Returns the address of the zip file of a whole competition or dataset, given by `parseKaggleSlug`'s *text*. The
 * variable HANDSCOPE_KAGGLE sets another API than Kaggle's own. @throws InputError as `parseKaggleSlug` does
 */
export function kaggleUrl(text: string, env: NodeJS.ProcessEnv = process.env): string {
  const {kind, slug} = parseKaggleSlug(text);
  const api = (env.HANDSCOPE_KAGGLE || "https://www.kaggle.com/api/v1").replace(/\/+$/, "");
  return `${api}/${kind === "competition" ? "competitions/data/download-all" : "datasets/download"}/${slug}`;
}

export interface KaggleOptions extends Pick<
  DownloadOptions,
  "onProgress" | "signal" | "stallSeconds" | "retries" | "pauseSeconds"
> {
  readonly credentials: KaggleCredentials;
}

/**
 * Downloads the zip file of a competition or dataset, named as for `parseKaggleSlug`, to *path*, and resumes an
 * interrupted download. @throws InputError with a remedy if Kaggle refuses, or with what came instead
 */
export async function downloadKaggle(text: string, path: string, options: KaggleOptions): Promise<Downloaded> {
  const {credentials, ...others} = options;
  const source = parseKaggleSlug(text);
  return downloadFile([kaggleUrl(text)], path, {
    ...others,
    headers: {Authorization: authorization(credentials)},
    kind: "a zip file",
    check: describeUnlessZip,
    explain: (status, headers) => kaggleError(source, status, headers),
    advice: `try again, or download it in a browser from ${source.page}`
  });
}

/** Returns the Authorization header for the credentials. */
function authorization(credentials: KaggleCredentials): string {
  if ("token" in credentials) return `Bearer ${credentials.token}`;
  return `Basic ${Buffer.from(`${credentials.username}:${credentials.key}`).toString("base64")}`;
}

/** Returns the error for Kaggle's response status, in one sentence with a remedy; undefined for other statuses. */
function kaggleError({kind, slug, page}: KaggleSource, status: number, headers: Headers): InputError | undefined {
  const isCompetition = kind === "competition";
  const accept = `open https://www.kaggle.com/c/${slug}/rules, accept the rules and try again`;
  const refuse = (expected: string, got: string) => new InputError(page, expected, got);
  switch (status) {
    case 401:
      return refuse(
        "a token that Kaggle knows",
        `401 Unauthorized: it is wrong or expired; make a new one: ${NEW_TOKEN}${isCompetition ? `; or ${accept}` : ""}`
      );
    case 403:
      return isCompetition
        ? refuse("a competition whose rules you have accepted", `403 Forbidden: ${accept}`)
        : refuse(
            "a data set that your account may read",
            "403 Forbidden: open it in a browser to see what it asks for"
          );
    case 404:
      return refuse(`a ${kind} of this name`, `404 Not Found: check the name, for instance at ${page}`);
    case 429:
      return refuse("an answer", `429 Too Many Requests: wait ${waitingTime(headers)}, then try again`);
    default:
      return undefined;
  }
}

/** Formats Retry-After, which is seconds or a date: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 */
function waitingTime(headers: Headers): string {
  const text = headers.get("Retry-After") ?? "";
  if (/^\d+$/.test(text)) return `${text} seconds`;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? "a few minutes" : `until ${date.toUTCString()}`;
}

/** Describes a file by its first bytes if it is no zip file; undefined for a zip file. */
async function describeUnlessZip(path: string): Promise<string | undefined> {
  const file = await open(path);
  try {
    const {buffer, bytesRead} = await file.read({buffer: Buffer.alloc(512), position: 0});
    const start = buffer.toString("latin1", 0, bytesRead);
    if (start.startsWith("PK")) return undefined;
    if (/<(!doctype|html)/i.test(start)) return "an HTML page, as for logging in";
    return bytesRead ? `one that begins with 0x${buffer.toString("hex", 0, Math.min(bytesRead, 4))}` : "an empty one";
  } finally {
    await file.close();
  }
}
