import {createServer, type Server} from "node:http";
import sirv from "sirv";
import {InputError} from "../src/inputError.js";

/**
 * Serves the static site in *dir* at http://127.0.0.1:*port* (0: any free port), below *base* where one is given, as
 * any static file server would: `/draw` is `draw.html`, what is not there is `404.html`.
 * @throws InputError where the port is taken
 */
export async function serveSite(dir: string, port: number, base = "/"): Promise<{url: string; server: Server}> {
  const files = sirv(dir, {extensions: ["html"], etag: true});
  const server = createServer((request, response) => {
    const notFound = () => {
      response.statusCode = 404;
      response.end("not found");
    };
    if (!request.url?.startsWith(base)) return notFound();
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
