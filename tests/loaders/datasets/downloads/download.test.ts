import {spawn} from "node:child_process";
import {createHash} from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {setTimeout as pause} from "node:timers/promises";
import {gzipSync} from "node:zlib";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {downloadFile, hashFile, type DownloadOptions} from "../../../../loaders/datasets/downloads/download.js";
import {ROOT} from "../../../../loaders/paths.js";
import {
  answerStatus,
  deadAddress,
  fileReaches,
  hangUp,
  redirectTo,
  staySilent,
  serve,
  startBadServer,
  type Answer,
  type ServeOptions
} from "./badServer.js";
import {refusal} from "../../refusal.js";

// Expected behavior of servers and clients by RFC 9110: ranges in section 14, If-Range in 13.1.5, 416 in 15.5.17,
// redirects in 15.4. Servers come from node:http and hashes from node:crypto, not from the loader.

const file = noise("file", 40_000);
const other = noise("other", 40_000);
const sha256 = createHash("sha256").update(file).digest("hex");
const short = `${sha256.slice(0, 8)}…`;
const right = {sha256, bytes: file.length};
const quick = {stallSeconds: 10, retries: 2, pauseSeconds: 0.002};

let dir: string;
let path: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "handscope-download-"));
  path = join(dir, "file.gz");
});

afterEach(() => rmSync(dir, {recursive: true, force: true}));

/** Returns bytes that are unique to *seed*. */
function noise(seed: string, length: number): Buffer {
  const blocks = Array.from({length: Math.ceil(length / 32)}, (_, i) =>
    createHash("sha256")
      .update(seed + i)
      .digest()
  );
  return Buffer.concat(blocks).subarray(0, length);
}

function partial(): string {
  return join(dir, ".file.gz.partial");
}

/** Serves the file, but breaks the connection once *after* more bytes have arrived on disk. */
function cut(bytes: Uint8Array, after: number, options: ServeOptions = {}): Answer {
  return serve(bytes, {...options, cutAfter: after, beforeCut: (length) => fileReaches(partial(), length)});
}

async function start(...answers: [Answer, ...Answer[]]) {
  const server = await startBadServer(...answers);
  return {...server, ranges: () => server.requests.map(({headers}) => headers.range)};
}

/** Expects the whole file under its name, and nothing else in the folder. */
function expectWhole(contents = file): void {
  expect(readFileSync(path).equals(contents)).toBe(true);
  expect(readdirSync(dir)).toEqual(["file.gz"]);
}

describe("downloadFile(urls, path, options)", () => {
  it("returns the file's address, bytes and hash, and makes the folder", async () => {
    const {url, requests} = await start(serve(file));
    path = join(dir, "a", "b", "file.gz");
    expect(await downloadFile([`${url}/x`], path)).toEqual({url: `${url}/x`, bytes: file.length, sha256});
    expect(readFileSync(path).equals(file)).toBe(true);
    expect(requests).toHaveLength(1);
  });

  it("replaces an existing file only once the download is complete", async () => {
    writeFileSync(path, "old");
    const seen = new Set<string>();
    const {url} = await start(serve(file, {trickle: [10_000, 5]}));
    await downloadFile([url], path, {...right, onProgress: () => void seen.add(readFileSync(path, "utf8"))});
    expect([...seen]).toEqual(["old"]);
    expectWhole();
  });

  it("downloads an empty file, and a file of unknown length", async () => {
    const {url} = await start(serve(Buffer.of()), (_, response) => {
      response.writeHead(200, {"Transfer-Encoding": "chunked"});
      response.write(file.subarray(0, 100));
      response.end(file.subarray(100));
    });
    const heard: (number | undefined)[] = [];
    const onProgress = (_: number, total: number | undefined) => void heard.push(total);
    const empty = createHash("sha256").digest("hex");
    expect(await downloadFile([url], path, {sha256: empty})).toEqual({url, bytes: 0, sha256: empty});
    expectWhole(Buffer.of());
    await downloadFile([url], path, {onProgress});
    expectWhole();
    expect(new Set(heard)).toEqual(new Set([undefined]));
  });

  it("reports bytes done, rising to the total, including an earlier attempt's", async () => {
    const {url} = await start(cut(file, 25_000, {etag: '"1"'}), serve(file, {etag: '"1"'}));
    const heard: number[] = [];
    await downloadFile([url], path, {
      ...quick,
      onProgress: (done, total) => {
        expect(total).toBe(file.length);
        heard.push(done);
      }
    });
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
    expect(heard).toContain(25_000);
    expect(heard.at(-1)).toBe(file.length);
  });

  it("tolerates a slow server: the time limit is between bytes, not for the whole file", async () => {
    const {url} = await start(serve(file, {trickle: [2000, 20]}));
    const before = Date.now();
    await downloadFile([url], path, {...right, stallSeconds: 0.3, retries: 0});
    expect(Date.now() - before).toBeGreaterThan(400);
    expectWhole();
  });

  it("requests the identity encoding, so that a .gz file stays gzipped", async () => {
    const zipped = gzipSync("label,pixel0");
    const {url, requests} = await start(({headers}, response) => {
      // Like servers that compress in transit or declare a file's own compression, which the client would undo.
      const encoded = !/identity/.test(String(headers["accept-encoding"]));
      response.writeHead(200, encoded ? {"Content-Encoding": "gzip"} : {}).end(zipped);
    });
    await downloadFile([url], path);
    expect(requests[0]!.headers["accept-encoding"]).toBe("identity");
    expectWhole(zipped);
  });
});

describe.each([
  ["where nothing was", undefined],
  ["where a file was", "old"]
])("downloadFile %s leaves the path unchanged and says in one line", (_, before) => {
  beforeEach(() => {
    if (before !== undefined) writeFileSync(path, before);
  });

  const expected = `expected a file of 40000 bytes with SHA-256 ${short}, got`;
  const advice = "; check the network and try again";
  const half: Answer = cut(file, 20_000, {ranges: false});
  const wrongSum = `40000 bytes with SHA-256 ${createHash("sha256").update(other).digest("hex").slice(0, 8)}…`;

  it.each<[what: string, answers: [Answer, ...Answer[]], got: string, requests: number]>([
    ["404", [answerStatus(404)], "404 Not Found", 1],
    ["a status without a name", [answerStatus(499)], "499", 1],
    ["408, again and again", [answerStatus(408)], "408 Request Timeout", 3],
    ["500, again and again", [answerStatus(500)], "500 Internal Server Error", 3],
    ["a redirect to nowhere", [answerStatus(302)], "302 Found", 1],
    ["a status of success without the file", [answerStatus(204)], "204 No Content", 1],
    ["a part that nobody asked for", [answerStatus(206)], "206 Partial Content", 1],
    ["connections closed without an answer", [hangUp], "a connection cut off", 3],
    ["half of the file, whenever asked", [half], "a connection cut off", 4],
    ["other bytes of the right length", [serve(other)], wrongSum, 1],
    ["fewer bytes", [serve(file.subarray(1))], "39999 bytes", 1],
    ["more bytes", [serve(Buffer.concat([file, file]))], "80000 bytes", 1],
    [
      "more bytes, without saying so",
      [(_, response) => response.writeHead(200, {"Transfer-Encoding": "chunked"}).end(Buffer.concat([file, file]))],
      "more than 40000 bytes",
      1
    ],
    ["a Content-Length above the truth", [serve(file, {headers: {"Content-Length": 40_001}})], "40001 bytes", 1],
    ["a Content-Length below the truth", [serve(file, {headers: {"Content-Length": 39_000}})], "39000 bytes", 1],
    [
      "a page with 200",
      [answerStatus(200, {"Content-Type": "text/html; charset=utf-8"}, "<!doctype html>")],
      "only 15 bytes of text/html",
      4
    ],
    [
      "an encoding that nobody asked for",
      [serve(gzipSync(file), {headers: {"Content-Encoding": "gzip"}})],
      "one that the server encodes with gzip",
      1
    ],
    ["redirects in a loop", [redirectTo((at) => `${at}x`)], "redirect count exceeded", 63]
  ])("what it got: %s", async (_, answers, got, requests) => {
    const server = await start(...answers);
    const message = await refusal(downloadFile([`${server.url}/f`], path, {...right, ...quick}));
    expect(message).toBe(`${server.url}/f: ${expected} ${got}${advice}`);
    expect(server.requests).toHaveLength(requests);
    expect(existsSync(path) ? readFileSync(path, "utf8") : undefined).toBe(before);
    expect(readdirSync(dir).filter((name) => !name.startsWith("."))).toEqual(before === undefined ? [] : ["file.gz"]);
  });

  it.each<[what: string, answer: Answer, requests: number]>([
    ["at all", staySilent, 2],
    ["after a part, however often", serve(file, {ranges: false, stallAfter: 9000}), 3]
  ])("that no byte came %s", async (_, answer, requests) => {
    const server = await start(answer);
    const message = await refusal(
      downloadFile([server.url], path, {...right, ...quick, retries: 1, stallSeconds: 0.15})
    );
    expect(message).toBe(`${server.url}: ${expected} no byte for 0.15 s${advice}`);
    expect(server.requests).toHaveLength(requests);
    expect(existsSync(path) ? readFileSync(path, "utf8") : undefined).toBe(before);
  });

  it("what each address answered, and the caller's advice", async () => {
    const [dead, bad] = [await deadAddress(), await start(answerStatus(404))];
    const advise = {advice: "ask Ann"};
    const message = await refusal(downloadFile([dead, bad.url], path, {...right, ...quick, ...advise}));
    expect(message).toBe(`${dead}: ${expected} a connection refused (and from ${bad.url}: 404 Not Found); ask Ann`);
    expect(existsSync(path) ? readFileSync(path, "utf8") : undefined).toBe(before);
  });

  it("what its caller's check returned", async () => {
    const {url, requests} = await start(serve(file));
    const check = async (at: string) => `one of ${readFileSync(at).length} bytes`;
    const message = await refusal(downloadFile([url], path, {...quick, kind: "a zip file", check}));
    expect(message).toBe(`${url}: expected a zip file, got one of 40000 bytes${advice}`);
    expect(requests).toHaveLength(1);
    expect(existsSync(path) ? readFileSync(path, "utf8") : undefined).toBe(before);
  });
});

describe("downloadFile asks the next address", () => {
  it.each<[what: string, answer: Answer]>([
    ["that has no such file", answerStatus(404)],
    ["that is out of order", answerStatus(503)],
    ["that closes the connection", hangUp],
    ["that sends other bytes", serve(other)],
    ["that sends too many", serve(Buffer.concat([file, file]))]
  ])("after one %s", async (_, answer) => {
    const [bad, good] = [await start(answer), await start(serve(file))];
    expect(await downloadFile([bad.url, good.url], path, {...right, ...quick})).toMatchObject({url: good.url});
    expectWhole();
    expect([bad.requests.length, good.requests.length]).toEqual([1, 1]);
  });

  it("after one without a listener, without a pause", async () => {
    const [dead, good] = [await deadAddress(), await start(serve(file))];
    await downloadFile([dead, good.url], path, {...right, pauseSeconds: 60});
    expectWhole();
  });

  it("after one that stalls", async () => {
    const [bad, good] = [await start(staySilent), await start(serve(file))];
    await downloadFile([bad.url, good.url], path, {...right, ...quick, stallSeconds: 0.3});
    expectWhole();
  });

  it("for only the rest if the SHA-256 is known, whatever the ETag", async () => {
    const bad = await start(cut(file, 15_000, {etag: '"a"'}));
    const good = await start(serve(file, {etag: '"b"'}));
    await downloadFile([bad.url, good.url], path, {...right, ...quick});
    expectWhole();
    expect(good.ranges()).toEqual(["bytes=15000-"]);
  });

  it("for the whole file if the SHA-256 is unknown, because the file there may differ", async () => {
    const bad = await start(cut(other, 15_000, {etag: '"a"'}));
    const good = await start(serve(file, {etag: '"a"'}));
    await downloadFile([bad.url, good.url], path, quick);
    expectWhole();
    expect(good.ranges()).toEqual([undefined]);
  });
});

describe("downloadFile resumes", () => {
  const etag = '"v1"';

  it.each<[what: string, options: DownloadOptions, header: string | undefined]>([
    ["with If-Range where the sum is not known", {}, etag],
    ["with the sum alone where it is", right, undefined]
  ])("%s", async (_, options, header) => {
    const {url, requests, ranges} = await start(cut(file, 30_000, {etag}), serve(file, {etag}));
    await downloadFile([url], path, {...quick, ...options});
    expectWhole();
    expect(ranges()).toEqual([undefined, "bytes=30000-"]);
    expect(requests[1]!.headers["if-range"]).toBe(header);
  });

  it("with a Last-Modified older than the response, if there is no ETag", async () => {
    const headers = {"Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT"};
    const {url, requests, ranges} = await start(cut(file, 30_000, {headers}), serve(file, {headers}));
    await downloadFile([url], path, quick);
    expectWhole();
    expect(ranges()).toEqual([undefined, "bytes=30000-"]);
    expect(requests[1]!.headers["if-range"]).toBe(headers["Last-Modified"]);
  });

  it.each([
    ["a weak ETag", {ETag: 'W/"v1"'}],
    [
      "a Last-Modified as young as the answer",
      {"Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT", Date: "Mon, 01 Jan 2024 00:00:00 GMT"}
    ],
    ["neither", {}]
  ])("but from the start after %s: that does not name the bytes", async (_, headers) => {
    const {url, ranges} = await start(cut(other, 30_000, {headers}), serve(file, {headers}));
    await downloadFile([url], path, quick);
    expectWhole();
    expect(ranges()).toEqual([undefined, undefined]);
  });

  it("as long as each attempt makes progress, even without retries", async () => {
    const {url, ranges} = await start(cut(file, 5000, {etag}));
    await downloadFile([url], path, {...quick, retries: 0, pauseSeconds: 0});
    expectWhole();
    expect(ranges().slice(0, 3)).toEqual([undefined, "bytes=5000-", "bytes=10000-"]);
  });

  it("after a stall, and after a 500", async () => {
    const {url, ranges} = await start(serve(file, {stallAfter: 12_000}), answerStatus(500), serve(file));
    await downloadFile([url], path, {...right, ...quick, stallSeconds: 0.3});
    expectWhole();
    expect(ranges()).toEqual([undefined, "bytes=12000-", "bytes=12000-"]);
  });

  it("in a later run, with the ETag of the first", async () => {
    const {url, requests} = await start(cut(file, 10_000, {etag}), hangUp, serve(file, {etag}));
    await refusal(downloadFile([url], path, {...quick, retries: 0}));
    expect(readFileSync(partial()).equals(file.subarray(0, 10_000))).toBe(true);
    await downloadFile([url], path, quick);
    expectWhole();
    expect(requests.at(-1)!.headers).toMatchObject({range: "bytes=10000-", "if-range": etag});
  });

  it("after another break, even if the rest comes without an ETag", async () => {
    const headers = {"Content-Range": "bytes 10000-39999/40000", "Content-Length": "30000"};
    const {url, requests} = await start(
      cut(file, 10_000, {etag}),
      (_, response) => response.writeHead(206, headers).write(file.subarray(10_000, 20_000), () => response.destroy()),
      serve(file, {etag})
    );
    await downloadFile([url], path, quick);
    expectWhole();
    expect(requests[2]!.headers).toMatchObject({
      range: expect.stringMatching(/^bytes=[12]0000-$/) as string,
      "if-range": etag
    });
  });

  it("through the same redirect", async () => {
    const store = await start(cut(file, 10_000, {etag}), serve(file, {etag}));
    const {url} = await start(redirectTo(store.url));
    await downloadFile([url], path, quick);
    expectWhole();
    expect(store.ranges()).toEqual([undefined, "bytes=10000-"]);
  });

  it("without a request if all bytes arrived before the file got its name", async () => {
    writeFileSync(partial(), file);
    const {url, requests} = await start(answerStatus(500));
    expect(await downloadFile([url], path, right)).toEqual({url, bytes: file.length, sha256});
    expectWhole();
    expect(requests).toEqual([]);
  });
});

describe("downloadFile starts from byte 0", () => {
  const etag = '"v1"';

  it("if the server ignores ranges and sends the whole file", async () => {
    const {url, ranges} = await start(cut(file, 30_000), serve(file, {ranges: false}));
    await downloadFile([url], path, {...right, ...quick});
    expectWhole();
    expect(ranges()).toEqual([undefined, "bytes=30000-"]);
  });

  it("if the file has changed, by If-Range", async () => {
    const {url, ranges} = await start(cut(other, 30_000, {etag}), serve(file, {etag: '"v2"'}));
    await downloadFile([url], path, quick);
    expectWhole();
    expect(ranges()).toEqual([undefined, "bytes=30000-"]);
  });

  it("if the server ignores If-Range and sends a part of a changed file", async () => {
    const {url, ranges} = await start(cut(other, 30_000, {etag}), serve(file, {etag: '"v2"', ifRange: false}));
    await downloadFile([url], path, quick);
    expectWhole();
    expect(ranges()).toEqual([undefined, "bytes=30000-", undefined]);
  });

  it("once at each address if the part on disk belongs to another file than the SHA-256", async () => {
    writeFileSync(partial(), other.subarray(0, 20_000));
    const [bad, good] = [await start(serve(file), serve(other)), await start(serve(file))];
    await downloadFile([bad.url, good.url], path, {...right, ...quick});
    expectWhole();
    expect(bad.ranges()).toEqual(["bytes=20000-", undefined]);
    expect(good.ranges()).toEqual([undefined]);
  });

  it("and gives up if the whole file is wrong, too, at each address", async () => {
    writeFileSync(partial(), other.subarray(0, 20_000));
    const [one, two] = [await start(serve(other)), await start(serve(other))];
    expect(await refusal(downloadFile([one.url, two.url], path, {...right, ...quick}))).toMatch(
      /got 40000 bytes with SHA-256 \w{8}… \(and from [^ ]+ 40000 bytes with SHA-256 \w{8}…\)/
    );
    expect([...one.ranges(), ...two.ranges()]).toEqual(["bytes=20000-", undefined, undefined]);
    expect(readdirSync(dir)).toEqual([]);
  });

  it.each([
    ["as long as the file", other],
    ["longer", Buffer.concat([other, other])]
  ])("after the 416 that answers a part %s", async (_, part) => {
    writeFileSync(partial(), part);
    const {url, ranges} = await start(serve(file));
    await downloadFile([url], path, {...right, ...quick});
    expectWhole();
    expect(ranges()).toEqual([`bytes=${part.length}-`, undefined]);
  });

  it.each([
    ["from another byte", "bytes 0-39999/40000"],
    ["of a file of another length", "bytes 20000-39999/50000"],
    ["of who knows what", undefined]
  ])("after a part %s", async (_, range) => {
    writeFileSync(partial(), file.subarray(0, 20_000));
    const headers = range === undefined ? {} : {"Content-Range": range};
    const {url, ranges} = await start(answerStatus(206, headers, "x".repeat(20_000)), serve(file));
    await downloadFile([url], path, {...right, ...quick});
    expectWhole();
    expect(ranges()).toEqual(["bytes=20000-", undefined]);
  });

  it("after a part from another byte, without a SHA-256 to check it", async () => {
    const headers = {"Content-Range": "bytes 0-39999/40000", ETag: etag};
    const {url, ranges} = await start(
      cut(file, 20_000, {etag}),
      answerStatus(206, headers, "x".repeat(20_000)),
      serve(file, {etag})
    );
    await downloadFile([url], path, quick);
    expectWhole();
    expect(ranges()).toEqual([undefined, "bytes=20000-", undefined]);
  });

  it("without a SHA-256 after a run with one, whose part may come from any address", async () => {
    const {url, ranges} = await start(cut(other, 10_000, {etag}), hangUp, serve(file, {etag}));
    await refusal(downloadFile([url], path, {...right, ...quick, retries: 0}));
    await downloadFile([url], path, quick);
    expectWhole();
    expect(ranges()).toEqual([undefined, "bytes=10000-", undefined]);
  });

  it("if the address of the part on disk is unknown", async () => {
    writeFileSync(partial(), other.subarray(0, 20_000));
    const {url, ranges} = await start(serve(file, {etag}));
    await downloadFile([url], path, quick);
    expectWhole();
    expect(ranges()).toEqual([undefined]);
  });
});

describe("downloadFile reads no further than necessary", () => {
  /** Starts a server that sends endless bytes; `closed` resolves when the client has disconnected. */
  function startEndless(status: number) {
    return new Promise<{url: string; closed: Promise<void>}>((resolve) => {
      const closed = new Promise<void>((gone) => {
        void start(async (_, response) => {
          response.on("close", gone).writeHead(status);
          while (!response.destroyed) {
            response.write(file);
            await pause(1);
          }
        }).then(({url}) => resolve({url, closed}));
      });
    });
  }

  it("if more arrives than promised", async () => {
    const {url, closed} = await startEndless(200);
    expect(await refusal(downloadFile([url], path, {...right, ...quick}))).toContain("got more than 40000 bytes;");
    await closed;
  });

  it("if it refuses the response", async () => {
    const {url, closed} = await startEndless(404);
    expect(await refusal(downloadFile([url], path, {...right, ...quick}))).toContain("got 404 Not Found;");
    await closed;
  });
});

describe("downloadFile with a header for one origin", () => {
  const headers = {Authorization: "Basic c2VjcmV0"};

  it("sends it along redirects within the origin, and never to another, even on another port", async () => {
    const store = await start(serve(file));
    const {url, requests} = await start(redirectTo("/moved"), redirectTo(store.url));
    await downloadFile([url], path, {headers});
    expect(requests.map((request) => request.headers.authorization)).toEqual([
      headers.Authorization,
      headers.Authorization
    ]);
    expect(store.requests[0]!.headers.authorization).toBeUndefined();
    expectWhole();
  });

  it("nor after it resumes", async () => {
    const store = await start(cut(file, 10_000, {etag: '"1"'}), serve(file, {etag: '"1"'}));
    const {url, requests} = await start(redirectTo(store.url));
    await downloadFile([url], path, {...quick, headers});
    expect(requests.map((request) => request.headers.authorization)).toEqual([
      headers.Authorization,
      headers.Authorization
    ]);
    expect(store.requests.map((request) => request.headers.authorization)).toEqual([undefined, undefined]);
  });

  it("keeps it out of the message", async () => {
    const {url} = await start(answerStatus(404));
    expect(await refusal(downloadFile([url], path, {headers}))).not.toContain("c2VjcmV0");
  });
});

describe("downloadFile ends", () => {
  it("with the signal's reason, and keeps the bytes received", async () => {
    const {url} = await start(serve(file, {stallAfter: 10_000}), serve(file));
    const stopping = new AbortController();
    const onProgress = (done: number) => void (done === 10_000 && stopping.abort(new Error("stopped")));
    const stopped = downloadFile([url], path, {...right, onProgress, signal: stopping.signal});
    await expect(stopped).rejects.toThrow("stopped");
    expect(readFileSync(partial()).equals(file.subarray(0, 10_000))).toBe(true);
    await downloadFile([url], path, right);
    expectWhole();
  });

  it("with the signal's reason if aborted at the last byte, and needs no request in the next run", async () => {
    const {url, requests} = await start(serve(file));
    const stopping = new AbortController();
    const onProgress = (done: number) => void (done === file.length && stopping.abort(new Error("stopped")));
    const stopped = downloadFile([url], path, {...right, onProgress, signal: stopping.signal});
    await expect(stopped).rejects.toThrow("stopped");
    expect(existsSync(path)).toBe(false);
    await downloadFile([url], path, right);
    expectWhole();
    expect(requests).toHaveLength(1);
  });

  it("with the signal's reason during a pause", async () => {
    const {url} = await start(answerStatus(500));
    const stopping = new AbortController();
    const stopped = downloadFile([url], path, {pauseSeconds: 60, signal: stopping.signal});
    setTimeout(() => stopping.abort(new Error("stopped")), 50);
    await expect(stopped).rejects.toThrow("stopped");
  });

  it("at a status that its caller explains, without trying again or another address", async () => {
    const [one, two] = [await start(answerStatus(503, {"Retry-After": "9"})), await start(serve(file))];
    const {InputError} = await import("../../../../src/inputError.js");
    const explain = (status: number, headers: Headers) =>
      new InputError("Kaggle", "patience", `${status}, ${headers.get("retry-after")}`);
    const message = await refusal(downloadFile([one.url, two.url], path, {...quick, explain}));
    expect(message).toBe("Kaggle: expected patience, got 503, 9");
    expect([one.requests.length, two.requests.length]).toEqual([1, 0]);
  });

  it("with an error that names the file if its folder is a file, or a folder has its name", async () => {
    const {url} = await start(serve(file));
    writeFileSync(path, "old");
    const below = join(path, "below", "x");
    expect(await refusal(downloadFile([url], below))).toMatch(
      `${below}: expected a file that can be written, got ENOTDIR`
    );
    expect(readFileSync(path, "utf8")).toBe("old");
    rmSync(path);
    mkdirSync(path);
    expect(await refusal(downloadFile([url], path))).toBe(`${path}: expected a file that can be written, got a folder`);
  });

  it.runIf(existsSync("/dev/full"))("naming the file where the disk is full", async () => {
    writeFileSync(path, "old");
    symlinkSync("/dev/full", partial()); // a device that refuses each byte, like a full disk
    const {url, requests} = await start(serve(file));
    const message = await refusal(downloadFile([url, url], path, quick));
    expect(message).toBe(`${path}: expected a file that can be written, got a full disk`);
    expect(requests).toHaveLength(1);
    expect(readFileSync(path, "utf8")).toBe("old");
  });
});

describe("downloadFile after kill -9 during a download", () => {
  /** Runs a process that downloads to *path*. */
  function startProcess(url: string, options: DownloadOptions) {
    const module = pathToFileURL(join(ROOT, "loaders", "datasets", "downloads", "download.ts")).href;
    const code = `const {downloadFile} = await import(${JSON.stringify(module)});
      await downloadFile([${JSON.stringify(url)}], ${JSON.stringify(path)}, ${JSON.stringify(options)});`;
    const args = ["--import", "tsx", "--input-type=module", "-e", code];
    const child = spawn(process.execPath, args, {cwd: ROOT, stdio: "inherit"});
    const ended = new Promise<number | NodeJS.Signals>((resolve) =>
      child.on("close", (status, signal) => resolve(signal ?? status!))
    );
    return {child, ended};
  }

  it.each<[what: string, options: DownloadOptions]>([
    ["the sum known", right],
    ["the ETag alone", {}]
  ])("asks for the rest in the next run, with %s", async (_, options) => {
    writeFileSync(path, "old");
    const trickling = serve(file, {etag: '"1"', trickle: [1000, 20]});
    const {url, requests} = await start(trickling, serve(file, {etag: '"1"'}));
    const first = startProcess(url, options);
    while (!existsSync(partial()) || readFileSync(partial()).length < 5000) await pause(5);
    first.child.kill("SIGKILL");
    expect(await first.ended).toBe("SIGKILL");
    const came = readFileSync(partial()).length;
    expect(came).toBeLessThan(file.length);
    expect(readFileSync(path, "utf8")).toBe("old");

    expect(await startProcess(url, options).ended).toBe(0);
    expectWhole();
    expect(requests.map(({headers}) => headers.range)).toEqual([undefined, `bytes=${came}-`]);
  });
});

describe("hashFile(path)", () => {
  it("returns a file's length and SHA-256, those of no bytes if it is missing", async () => {
    writeFileSync(path, "abc");
    const {bytes, hash} = await hashFile(path);
    expect(bytes).toBe(3);
    // FIPS 180-2, B.1
    expect(hash.digest("hex")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect((await hashFile(join(dir, "missing"))).bytes).toBe(0);
  });

  it("refuses a folder, and names it", async () => {
    expect(await refusal(hashFile(dir))).toBe(`${dir}: expected a file that can be read, got a folder`);
  });
});
