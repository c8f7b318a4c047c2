import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {createServer, request, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {listen, serveSite, showSite} from "../../../loaders/site/serve.js";
import {InputError} from "../../../src/inputError.js";

// What is expected is what a static file server such as GitHub Pages does: clean addresses, 404.html for the rest.

let dir: string;
let site: string;
const servers: Server[] = [];

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "handscope-serve-"));
  site = join(dir, "dist");
  mkdirSync(join(site, "runs"), {recursive: true});
  writeFileSync(join(dir, "secret.txt"), "secret");
  writeFileSync(join(site, "index.html"), "home");
  writeFileSync(join(site, "draw.html"), "draw");
  writeFileSync(join(site, "404.html"), "nothing of that name");
  writeFileSync(join(site, "runs", "ann.html"), "ann");
  writeFileSync(join(site, "runs", "weights.bin"), Uint8Array.of(0, 255, 10));
  writeFileSync(join(site, "a.wasm"), "");
  writeFileSync(join(site, "a.js"), "");
});

afterAll(() => {
  for (const server of servers) server.close();
  rmSync(dir, {recursive: true, force: true});
});

async function serve(base?: string): Promise<string> {
  const {url, server} = await serveSite(site, 0, base);
  servers.push(server);
  return url;
}

async function get(url: string): Promise<string> {
  const response = await fetch(url);
  return `${response.status} ${await response.text()}`;
}

/** Asks for a path as it is: fetch would resolve its dots first. */
async function getRaw(origin: string, path: string): Promise<number | undefined> {
  const {hostname, port} = new URL(origin);
  return new Promise((resolve, reject) => {
    request({hostname, port, path, agent: false}, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

describe("serveSite(dir, port, base)", () => {
  it("serves pages at clean addresses on 127.0.0.1, with or without a query", async () => {
    const url = await serve();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(await get(url)).toBe("200 home");
    expect(await get(`${url}draw`)).toBe("200 draw");
    expect(await get(`${url}draw.html`)).toBe("200 draw");
    expect(await get(`${url}draw?model=ann`)).toBe("200 draw");
    expect(await get(`${url}runs/ann`)).toBe("200 ann");
  });

  it("serves bytes as they are, with the types that browsers insist on", async () => {
    const url = await serve();
    const response = await fetch(`${url}runs/weights.bin`);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(Uint8Array.of(0, 255, 10));
    // WebAssembly.compileStreaming and module scripts refuse other types.
    expect((await fetch(`${url}a.wasm`)).headers.get("content-type")).toBe("application/wasm");
    expect((await fetch(`${url}a.js`)).headers.get("content-type")).toMatch(/^(text|application)\/javascript/);
  });

  it("answers what is not there with 404.html and status 404", async () => {
    const url = await serve();
    expect(await get(`${url}missing`)).toBe("404 nothing of that name");
    expect((await fetch(`${url}missing`)).headers.get("content-type")).toMatch(/^text\/html/);
    expect(await get(`${url}runs/missing.bin`)).toBe("404 nothing of that name");
  });

  it("serves nothing from outside the folder", async () => {
    const url = await serve();
    for (const path of [
      "/../secret.txt",
      "/%2e%2e/secret.txt",
      "/..%2fsecret.txt",
      "/runs/../../secret.txt",
      "/%E0%A4%A"
    ]) {
      expect([path, await getRaw(url, path)]).toEqual([path, 404]);
    }
  });

  it("serves below a sub-path, and nothing above it", async () => {
    const url = await serve("/some/where/");
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/some\/where\/$/);
    expect(await get(url)).toBe("200 home");
    expect(await get(`${url}draw`)).toBe("200 draw");
    expect(await get(new URL("/draw", url).href)).toMatch(/^404 /);
    expect(await get(new URL("/some/whereabouts", url).href)).toMatch(/^404 /);
  });

  it("refuses a port that is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    servers.push(other);
    const {port} = other.address() as AddressInfo;
    await expect(serveSite(site, port)).rejects.toThrow(
      new InputError("PORT", "a free port", `${port}, which is taken (PORT=${port + 1} npm start takes another)`)
    );
  });
});

describe("listen(port) and showSite(server, dir)", () => {
  it("hold the port and answer 503 until there is a site to show", async () => {
    const server = await listen(0);
    servers.push(server);
    const {port} = server.address() as AddressInfo;
    const waiting = await fetch(`http://127.0.0.1:${port}/draw`);
    expect([waiting.status, await waiting.text()]).toEqual([503, expect.stringContaining("is being built")]);
    const url = showSite(server, site);
    expect(await get(`${url}draw`)).toBe("200 draw");
  });

  it("show a site of which pages are still being built, and then all of it, with what open pages still ask for", async () => {
    const server = await listen(0);
    servers.push(server);
    const front = join(dir, "front");
    mkdirSync(front);
    writeFileSync(join(front, "index.html"), "front");
    writeFileSync(join(front, "worker.js"), "worker of the front page");
    const url = showSite(server, front, "/", {isPartial: true});
    expect(await get(url)).toBe("200 front");
    const unfinished = await fetch(`${url}draw`);
    expect([unfinished.status, await unfinished.text()]).toEqual([
      503,
      expect.stringMatching(/http-equiv="refresh".*This page is being built/s)
    ]);
    showSite(server, site, "/", {others: [front]});
    expect(await get(url)).toBe("200 home");
    expect(await get(`${url}draw`)).toBe("200 draw");
    expect(await get(`${url}worker.js`)).toBe("200 worker of the front page");
    expect(await get(`${url}nowhere`)).toBe("404 nothing of that name");
  });
});
