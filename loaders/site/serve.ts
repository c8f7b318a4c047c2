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

/** Has *server* show the site in *dir*, below *base*, from now on, and returns its address. */
export function showSite(server: Server, dir: string, base = "/"): string {
  const files = sirv(dir, {extensions: ["html"], etag: true});
  server.removeAllListeners("request");
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const notFound = async () => {
      const page = await readFile(join(dir, "404.html")).catch(() => "not found");
      response.writeHead(404, {"content-type": page === "not found" ? "text/plain" : "text/html;charset=utf-8"});
      response.end(page);
    };
    if (!request.url?.startsWith(base)) return void notFound();
    request.url = `/${request.url.slice(base.length)}`;
    files(request, response, notFound);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`;
}

/**
 * Returns a server at http://127.0.0.1:*port* (0: any free port) that has nothing to show yet, and says so.
 * @throws InputError where the port is taken, or only the system's administrator may use it
 */
export async function listen(port: number): Promise<Server> {
  const server = createServer((_, response) => {
    response.writeHead(503, {"content-type": "text/plain", "retry-after": "5"});
    response.end("The site is being built. Its address is printed when it is there.");
  });
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
