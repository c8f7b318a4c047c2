import {statSync} from "node:fs";
import {createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";
import {setTimeout as pause} from "node:timers/promises";
import {afterEach} from "vitest";

/** Answers a request, well or badly. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface BadServer {
  /** Its address, without a trailing slash. */
  readonly url: string;
  /** The requests so far, in order. */
  readonly requests: {readonly path: string; readonly headers: IncomingHttpHeaders}[];
}

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Starts a server on 127.0.0.1. Each request gets the next answer; after the last one, the last answer again. */
export async function startBadServer(...answers: [Answer, ...Answer[]]): Promise<BadServer> {
  const requests: {path: string; headers: IncomingHttpHeaders}[] = [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)]!;
    requests.push({path: request.url!, headers: request.headers});
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests};
}

export interface ServeOptions {
  /** Headers that override the correct ones. */
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly etag?: string;
  /** Does it answer Range requests (default), or always send the whole file? */
  readonly ranges?: boolean;
  /** Does it honor If-Range (default), or always send a part of its current file? */
  readonly ifRange?: boolean;
  /** Sends this many bytes of the body, then breaks the connection. */
  readonly cutAfter?: number;
  /**
   * Awaited before the break, with the file's bytes sent so far, because a client may drop what it has not read by
   * then.
   */
  readonly beforeCut?: (bytes: number) => Promise<unknown>;
  /** Sends this many bytes of the body, then stalls. */
  readonly stallAfter?: number;
  /** Sends the body in pieces of this many bytes, with this many milliseconds before each. */
  readonly trickle?: readonly [bytes: number, milliseconds: number];
}

/** Serves *bytes* according to RFC 9110, except as *options* say. */
export function serve(bytes: Uint8Array, options: ServeOptions = {}): Answer {
  const {headers, etag, ranges = true, ifRange = true, cutAfter, beforeCut, stallAfter, trickle} = options;
  return async (request, response) => {
    const wanted = /^bytes=(\d+)-$/.exec(request.headers.range ?? "");
    const condition = request.headers["if-range"];
    const matches =
      !ifRange || condition === undefined || condition === etag || condition === headers?.["Last-Modified"];
    const start = wanted && ranges && matches ? Number(wanted[1]) : 0;
    if (start >= bytes.length && start > 0) {
      response.writeHead(416, {"Content-Range": `bytes */${bytes.length}`}).end();
      return;
    }
    const body = bytes.subarray(start);
    response.writeHead(start ? 206 : 200, {
      "Content-Length": body.length,
      ...(start && {"Content-Range": `bytes ${start}-${bytes.length - 1}/${bytes.length}`}),
      ...(etag && {ETag: etag}),
      ...headers
    });
    const end = Math.min(body.length, cutAfter ?? Infinity, stallAfter ?? Infinity);
    const [size, milliseconds] = trickle ?? [end || 1, 0];
    for (let i = 0; i < end && !response.destroyed; i += size) {
      if (milliseconds) await pause(milliseconds);
      await new Promise((resolve) => response.write(body.subarray(i, Math.min(i + size, end)), resolve));
    }
    if (cutAfter !== undefined) {
      await beforeCut?.(start + end);
      response.destroy();
    } else if (stallAfter === undefined) response.end();
  };
}

/** Resolves as soon as the file at *path* has exactly *bytes* bytes. */
export async function fileReaches(path: string, bytes: number): Promise<void> {
  while ((statSync(path, {throwIfNoEntry: false})?.size ?? 0) !== bytes) await pause(1);
}

/** Answers with a status, and optionally a page. */
export function answerStatus(status: number, headers: Record<string, string> = {}, page = ""): Answer {
  return (_, response) => response.writeHead(status, headers).end(page);
}

/** Redirects the client to another address. */
export function redirectTo(address: string | ((path: string) => string)): Answer {
  return ({url}, response) =>
    response.writeHead(302, {Location: typeof address === "string" ? address : address(url!)}).end();
}

/** Closes the connection without an answer. */
export const hangUp: Answer = (_, response) => response.destroy();

/** Accepts the request and never answers. */
export const staySilent: Answer = () => undefined;

/** Resolves to an address without a listener. */
export async function deadAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const {port} = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
