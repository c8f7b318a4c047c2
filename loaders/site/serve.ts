import {readFile} from "node:fs/promises";
import {createServer, type IncomingMessage, type Server, type ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";
import {join} from "node:path";
import sirv from "sirv";
import {InputError} from "../../src/inputError.js";

/**
 * Serves the static site in *dir* at http://127.0.0.1:*port* (0: any free port), below *base* where one is given, as
 * any static file server would: `/draw` is `draw.html`, what is not there is `404.html` with status 404.
 * @throws InputError where the port can't be had
 */
export async function serveSite(dir: string, port: number, base = "/"): Promise<{url: string; server: Server}> {
  const server = await listen(port);
  return {url: showSite(server, dir, base), server};
}

/** A site that is not all there: of what its folder lacks, *others* are asked, and then its pages are called unfinished. */
export interface Unfinished {
  /** Folders of files that pages which are open may still ask for. */
  readonly others?: readonly string[];
  /** Are pages that are nowhere still being made? */
  readonly isPartial?: boolean;
}

/** Has *server* show the site in *dir*, below *base*, from now on, and returns its address. */
export function showSite(server: Server, dir: string, base = "/", {others = [], isPartial}: Unfinished = {}): string {
  const folders = [dir, ...others].map((folder) => sirv(folder, {extensions: ["html"], etag: true}));
  server.removeAllListeners("request");
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const notFound = async () => {
      if (isPartial) return sayUnfinished(response);
      const page = await readFile(join(dir, "404.html")).catch(() => "not found");
      response.writeHead(404, {"content-type": page === "not found" ? "text/plain" : "text/html;charset=utf-8"});
      response.end(page);
    };
    if (!request.url?.startsWith(base)) return void notFound();
    request.url = `/${request.url.slice(base.length)}`;
    const last = folders.length - 1;
    const askFrom = (i: number): void =>
      folders[i]!(request, response, () => (i < last ? askFrom(i + 1) : void notFound()));
    askFrom(0);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`;
}

/** Answers with a page that asks again every few seconds, until there is something else at its address. */
function sayUnfinished(response: ServerResponse): void {
  response.writeHead(503, {"content-type": "text/html;charset=utf-8", "retry-after": "3"});
  response.end(`<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="3">
<meta name="color-scheme" content="light dark"><title>Being built | Handscope</title>
<body style="font: 1rem/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 36rem; padding: 0 1rem">
<h1>This page is being built</h1>
<p>It appears here by itself as soon as it is there. The terminal says what is being made.</p>
`);
}

/**
 * Returns a server at http://127.0.0.1:*port* (0: any free port) that has nothing to show yet, and says so.
 * @throws InputError where the port is taken, or only the system's administrator may use it
 */
export async function listen(port: number): Promise<Server> {
  const server = createServer((_, response) => sayUnfinished(response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(refusedPort(port, error)));
    server.listen(port, "127.0.0.1", resolve);
  });
  return server;
}

function refusedPort(port: number, error: NodeJS.ErrnoException): Error {
  const another = `(PORT=${port < 65535 ? Math.max(port, 2999) + 1 : 3000} npm start takes another)`;
  if (error.code === "EADDRINUSE") return new InputError("PORT", "a free port", `${port}, which is taken ${another}`);
  if (error.code !== "EACCES") return error;
  return new InputError("PORT", "a port that anyone may use", `${port}, which the system keeps ${another}`);
}
