import {createHash, type Hash} from "node:crypto";
import {createReadStream, existsSync, statSync} from "node:fs";
import {appendFile, mkdir, rename, rm, writeFile} from "node:fs/promises";
import {STATUS_CODES} from "node:http";
import {basename, dirname, join} from "node:path";
import {setTimeout as pause} from "node:timers/promises";
import {InputError} from "../../../src/inputError.js";
import {readText, writeFileAtomically} from "../../files.js";

export interface DownloadOptions {
  /** The expected SHA-256, in lowercase hexadecimal. */
  readonly sha256?: string;
  /** The expected length. */
  readonly bytes?: number;
  /** Sent with each request; `Authorization` does not follow a redirect to another origin. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Called with the bytes on disk, including an earlier run's, and the total, if known. */
  readonly onProgress?: ((done: number, total: number | undefined) => void) | undefined;
  /** Aborts the download with the signal's reason. The next one resumes from the bytes received. */
  readonly signal?: AbortSignal | undefined;
  /** The kind of file, for errors (default: a file). */
  readonly kind?: string;
  /** Checks the complete file at *path* before it gets its name. Returns what it is if it is not the expected file. */
  readonly check?: (path: string) => Promise<string | undefined>;
  /** Returns the error for a response status if retrying is pointless. */
  readonly explain?: (status: number, headers: Headers) => InputError | undefined;
  /** The remedy at the end of the error if all attempts fail. */
  readonly advice?: string;
  /** Seconds without a byte after which an attempt fails (default: 30). */
  readonly stallSeconds?: number;
  /** Maximum number of consecutive rounds without progress, after the first round (default: 3). */
  readonly retries?: number;
  /** Seconds between rounds (default: 0.5), doubled for each consecutive round without progress. */
  readonly pauseSeconds?: number;
}

export interface Downloaded {
  /** The address that served the file, before redirects. */
  readonly url: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What an attempt got instead of the file, and where to try next: here again, here from byte 0, or elsewhere. */
type Failure = Readonly<{got: string; next: "again" | "whole" | "elsewhere"}>;

/** The first bytes of the file from an earlier attempt, and the server's validator for that version of the file. */
type Kept = Readonly<{bytes: number; hash: Hash; validator?: string}>;
type Job = Readonly<{url: string; path: string; kept: Kept; options: DownloadOptions}>;

/**
 * Downloads a file to *path* from the first of *urls* that has it. Tries each in turn; then, after a pause, those again
 * whose failure may be temporary. Until the file is complete and correct, it is `.NAME.partial`, and the file at *path*
 * stays. A later attempt or run requests only the rest: from any address if the SHA-256 is known, otherwise from the
 * same one and only if the file there has not changed (RFC 9110, sections 13.1.5 and 14).
 * @throws InputError in one line, with the answer of each address, or if *path* can't be written
 */
export async function downloadFile(
  urls: readonly string[],
  path: string,
  options: DownloadOptions = {}
): Promise<Downloaded> {
  const {signal, retries = 3, pauseSeconds = 0.5} = options;
  const {part, origin} = besides(path);
  const failures = new Map<string, string>();
  let addresses = urls;
  await onDisk(path, mkdir(dirname(path), {recursive: true}));
  let longest = sizeOf(part);
  for (let fruitless = 0; ;) {
    for (const url of addresses) {
      const job = {url, path, options, kept: await readKept(url, path, options)};
      let outcome = await attempt(job);
      if ("next" in outcome && outcome.next === "whole") outcome = await attempt({...job, kept: nothing()});
      if (!("next" in outcome)) {
        await onDisk(path, rename(part, path));
        await onDisk(path, rm(origin, {force: true}));
        return outcome;
      }
      failures.set(url, outcome.got);
      if (outcome.next === "elsewhere") addresses = addresses.filter((address) => address !== url);
    }
    fruitless = sizeOf(part) > longest ? 0 : fruitless + 1;
    longest = Math.max(longest, sizeOf(part));
    if (!addresses.length || fruitless > retries) throw downloadError(urls, failures, options);
    await pause(1000 * pauseSeconds * 2 ** fruitless, undefined, {signal}).finally(() => signal?.throwIfAborted());
  }
}

/** Requests the bytes after the *kept* ones and appends them. */
async function attempt(job: Job): Promise<Downloaded | Failure> {
  const {url, kept, options} = job;
  const {sha256, headers, signal, explain} = options;
  if (sha256 && kept.bytes && kept.hash.copy().digest("hex") === sha256) return {url, bytes: kept.bytes, sha256};
  const stop = new AbortController();
  const range = {Range: `bytes=${kept.bytes}-`, ...(kept.validator && {"If-Range": kept.validator})};
  try {
    const request = fetch(url, {
      // Without this, fetch would unpack a .gz file that is sent as "encoded with gzip".
      headers: {...headers, "Accept-Encoding": "identity", ...(kept.bytes && range)},
      signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal
    });
    const response = await within(options, request);
    const final = response.ok ? undefined : explain?.(response.status, response.headers);
    if (final) throw final;
    return refusal(response, kept, options) ?? (await receive(response, job));
  } catch (error) {
    if (error instanceof InputError) throw error;
    signal?.throwIfAborted();
    return {got: networkError(error), next: "again"};
  } finally {
    stop.abort(); // closes the connection if the response was not read to its end
  }
}

/** Returns why a response is neither the rest after the *kept* bytes nor the whole file; undefined if it is either. */
function refusal({status, headers}: Response, kept: Kept, {bytes}: DownloadOptions): Failure | undefined {
  const resumed = status === 206 && kept.bytes > 0;
  if (status !== 200 && !resumed) {
    const got = `${status} ${STATUS_CODES[status] ?? ""}`.trim();
    if (status === 416 && kept.bytes) return {got, next: "whole"};
    return {got, next: status >= 500 || status === 408 ? "again" : "elsewhere"};
  }
  const encoding = headers.get("Content-Encoding") ?? "identity";
  if (encoding !== "identity") return {got: `one that the server encodes with ${encoding}`, next: "elsewhere"};
  if (resumed && !continues(headers, kept)) return {got: "a part of another file", next: "whole"};
  const total = totalOf(status, headers);
  if (total === undefined || bytes === undefined || total === bytes) return undefined;
  return {got: amount(total, headers), next: resumed ? "whole" : "elsewhere"};
}

/** Appends a response's bytes to those on disk, and returns the file if it is complete and correct. */
async function receive({status, headers, body}: Response, job: Job): Promise<Downloaded | Failure> {
  const {url, path, kept} = job;
  const {sha256, bytes, onProgress, signal, check} = job.options;
  const {part, origin} = besides(path);
  const reader = body!.getReader();
  const resumed = status === 206;
  const {hash} = resumed ? kept : nothing();
  const total = totalOf(status, headers) ?? bytes;
  let done = resumed ? kept.bytes : 0;
  if (!resumed) await onDisk(path, writeFile(part, ""));
  // With a known SHA-256 the rest may come from any address, so no origin is recorded.
  const validator = sha256 ? undefined : resumed ? kept.validator : validatorOf(headers);
  await onDisk(path, validator ? writeFileAtomically(origin, `${url}\n${validator}`) : rm(origin, {force: true}));
  for (;;) {
    signal?.throwIfAborted();
    const {value: chunk} = await within(job.options, reader.read());
    if (!chunk) break;
    done += chunk.length;
    if (total !== undefined && done > total) break;
    hash.update(chunk);
    await onDisk(path, appendFile(part, chunk));
    onProgress?.(done, total);
  }
  if (total !== undefined && done < total) return {got: `only ${amount(done, headers)}`, next: "again"};
  const sum = hash.digest("hex");
  let wrong;
  if (total !== undefined && done > total) wrong = `more than ${total} bytes`;
  else if (sha256 && sum !== sha256) wrong = `${amount(done, headers)} with SHA-256 ${sum.slice(0, 8)}…`;
  else wrong = await check?.(part);
  if (wrong === undefined) return {url, bytes: done, sha256: sum};
  for (const file of [part, origin]) await onDisk(path, rm(file, {force: true}));
  return {got: wrong, next: resumed ? "whole" : "elsewhere"};
}

/** Returns the bytes that can be resumed from: any if a SHA-256 will check them, otherwise only those from *url*. */
async function readKept(url: string, path: string, {sha256}: DownloadOptions): Promise<Kept> {
  const {part, origin} = besides(path);
  if (sha256) return hashFile(part);
  const [from, validator] = existsSync(origin) ? (await readText(origin)).split("\n") : [];
  return from === url && validator ? {...(await hashFile(part)), validator} : nothing();
}

const nothing = (): Kept => ({bytes: 0, hash: createHash("sha256")});
const sizeOf = (path: string): number => statSync(path, {throwIfNoEntry: false})?.size ?? 0;

/** Hashes a file, with its length; a missing file counts as empty. @throws InputError if it can't be read */
export async function hashFile(path: string): Promise<{bytes: number; hash: Hash}> {
  const hash = createHash("sha256");
  const read = async () => {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  };
  if (existsSync(path)) await onDisk(path, read(), "read");
  return {bytes: sizeOf(path), hash};
}

/** Paths of the hidden files beside *path*: the bytes received, and the address and validator that they came with. */
function besides(path: string): {part: string; origin: string} {
  const part = join(dirname(path), `.${basename(path)}.partial`);
  return {part, origin: `${part}.origin`};
}

/** Returns a validator for If-Range: no weak ETag, and no Last-Modified within a second of the response's date. */
function validatorOf(headers: Headers): string | undefined {
  const etag = headers.get("ETag");
  if (etag) return etag.startsWith("W/") ? undefined : etag;
  const modified = headers.get("Last-Modified") ?? "";
  return Date.parse(headers.get("Date") ?? "") - Date.parse(modified) >= 1000 ? modified : undefined;
}

/** Does a response continue the *kept* bytes, in the same version of the file? */
function continues(headers: Headers, {bytes, validator}: Kept): boolean {
  const [, start] = /^bytes (\d+)-/i.exec(headers.get("Content-Range") ?? "") ?? [];
  const now = headers.get(validator?.startsWith('"') ? "ETag" : "Last-Modified");
  return Number(start) === bytes && (!validator || now === null || now === validator);
}

/** Returns the size of the whole file in bytes, if the response says it. */
function totalOf(status: number, headers: Headers): number | undefined {
  const text = status === 206 ? headers.get("Content-Range")?.split("/")[1] : headers.get("Content-Length");
  return text && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Formats a number of bytes with the response's media type, if any. */
function amount(bytes: number, headers: Headers): string {
  return [`${bytes} bytes`, headers.get("Content-Type")?.split(";")[0]].filter(Boolean).join(" of ");
}

/** Settles as *work*, or rejects on a stall. Does not abort: Node 20's fetch hangs if that meets the last byte. */
async function within<T>({stallSeconds = 30}: DownloadOptions, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no byte for ${stallSeconds} s`)), 1000 * stallSeconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Describes a failed request or read in a few words. */
function networkError(error: unknown): string {
  const {code = "", message} = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
  const words = {ECONNREFUSED: "a connection refused", ENOTFOUND: "no such host", EAI_AGAIN: "no such host"}[code];
  return words ?? (/^(ECONNRESET|UND_ERR_SOCKET)$/.test(code) ? "a connection cut off" : message);
}

function downloadError(urls: readonly string[], got: Map<string, string>, options: DownloadOptions): InputError {
  const {sha256, bytes, kind = "a file", advice = "check the network and try again"} = options;
  const [first = "", ...others] = urls;
  const size = bytes === undefined ? "" : ` of ${bytes} bytes`;
  const sum = sha256 ? ` with SHA-256 ${sha256.slice(0, 8)}…` : "";
  const more = others.length ? ` (and from ${others.map((url) => `${url}: ${got.get(url)}`).join(", ")})` : "";
  return new InputError(first, `${kind}${size}${sum}`, `${got.get(first)}${more}; ${advice}`);
}

/** Resolves to the result of *work*. @throws InputError that names *path* on a disk error */
async function onDisk<T>(path: string, work: Promise<T>, verb = "written"): Promise<T> {
  return work.catch(({code = "", message}: NodeJS.ErrnoException) => {
    const words = {ENOSPC: "a full disk", EACCES: "no permission", EISDIR: "a folder"}[code];
    throw new InputError(path, `a file that can be ${verb}`, words ?? message);
  });
}
