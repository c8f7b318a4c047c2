import {readFile} from "node:fs/promises";
import {createServer, type Server} from "node:http";
import {join} from "node:path";
import sirv from "sirv";
import {InputError} from "../src/inputError.js";

/**
 * Serves the static site in *dir* at http://127.0.0.1:*port* (0: any free port), below *base* where one is given, as
 * any static file server would: `/draw` is `draw.html`, what is not there is `404.html` with status 404.
 * @throws InputError where the port is taken
 */
export async function serveSite(dir: string, port: number, base = "/"): Promise<{url: string; server: Server}> {
  const files = sirv(dir, {extensions: ["html"], etag: true});
  const server = createServer((request, response) => {
    const notFound = async () => {
      const page = await readFile(join(dir, "404.html")).catch(() => "not found");
      response.writeHead(404, {"content-type": page === "not found" ? "text/plain" : "text/html;charset=utf-8"});
      response.end(page);
    };
    if (!request.url?.startsWith(base)) return void notFound();
    request.url = `/${request.url.slice(base.length)}`;
    files(request, response, notFound);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? new InputError("PORT", "a free port", `${port}, which is taken`) : error)
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address() as {port: number};
  return {url: `http://127.0.0.1:${address.port}${base}`, server};
}
