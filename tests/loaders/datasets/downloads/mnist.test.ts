import {createHash} from "node:crypto";
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {
  downloadMnist,
  MNIST_FILES,
  MNIST_MIRRORS,
  mnistMirrors,
  type MnistFile
} from "../../../../loaders/datasets/downloads/mnist.js";
import {answerStatus, serve, startBadServer, type Answer} from "./badServer.js";
import {refusal} from "../../refusal.js";

const quick = {retries: 1, pauseSeconds: 0.002};

/** Tiny files in place of MNIST's own, which no test may download. */
const contents = new Map(["images.gz", "labels.gz"].map((name) => [`/mnist/${name}`, Buffer.from(`the ${name}`)]));
const files: MnistFile[] = [...contents].map(([path, bytes]) => ({
  name: path.slice("/mnist/".length),
  bytes: bytes.length,
  sha256: createHash("sha256").update(bytes).digest("hex")
}));

const mirror: Answer = (request, response) => serve(contents.get(request.url!)!)(request, response);

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "handscope-mnist-"));
});

afterEach(() => rmSync(dir, {recursive: true, force: true}));

function expectFiles(): void {
  expect(readdirSync(dir).sort()).toEqual(["images.gz", "labels.gz"]);
  for (const [path, bytes] of contents) {
    expect(readFileSync(join(dir, path.slice("/mnist/".length))).equals(bytes)).toBe(true);
  }
}

describe("MNIST_FILES", () => {
  // http://yann.lecun.com/exdb/mnist/ lists the four files and their lengths.
  it("are the four files of MNIST's own page, with their lengths", () => {
    expect(MNIST_FILES.map(({name, bytes}) => [name, bytes])).toEqual([
      ["train-images-idx3-ubyte.gz", 9912422],
      ["train-labels-idx1-ubyte.gz", 28881],
      ["t10k-images-idx3-ubyte.gz", 1648877],
      ["t10k-labels-idx1-ubyte.gz", 4542]
    ]);
  });

  it("have the SHA-256 sums that torchvision-ruby checks", () => {
    // https://github.com/ankane/torchvision-ruby/blob/master/lib/torchvision/datasets/mnist.rb
    expect(MNIST_FILES.map(({sha256}) => sha256)).toEqual([
      "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
      "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
      "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
      "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"
    ]);
  });
});

describe("mnistMirrors(env)", () => {
  it("returns the default mirrors if the variable is unset or blank", () => {
    expect(mnistMirrors({})).toEqual(MNIST_MIRRORS);
    expect(mnistMirrors({HANDSCOPE_MIRRORS: " "})).toEqual(MNIST_MIRRORS);
    expect(MNIST_MIRRORS.length).toBeGreaterThan(1);
  });

  it("returns the variable's folders instead, each with one slash at its end", () => {
    const text = "http://127.0.0.1:8000 , https://example.org/a/mnist//";
    expect(mnistMirrors({HANDSCOPE_MIRRORS: text})).toEqual(["http://127.0.0.1:8000/", "https://example.org/a/mnist/"]);
  });

  it.each([
    "/data/mnist",
    "file:///data/mnist",
    "example.org",
    "https://",
    "https://a.org,,https://b.org",
    "https://a/?x"
  ])("refuses %s", (text) => {
    expect(() => mnistMirrors({HANDSCOPE_MIRRORS: text})).toThrow(
      /^HANDSCOPE_MIRRORS: expected addresses of folders, https:\/\/…, with commas between them, got "[^"]*"$/
    );
  });

  it("refuses an address with a password, and does not repeat it", () => {
    expect(() => mnistMirrors({HANDSCOPE_MIRRORS: "https://ann:secret@example.org/"})).toThrow(
      /got one with a password$/
    );
  });
});

describe("downloadMnist(dir, options)", () => {
  it("downloads the files under their names and returns the content of a dataset.json", async () => {
    const {url, requests} = await startBadServer(mirror);
    const about = await downloadMnist(dir, {files, mirrors: [`${url}/mnist/`]});
    expect(about).toEqual({
      name: "mnist",
      title: "MNIST",
      source: expect.stringMatching(/LeCun.*Cortes.*Burges.*http:\/\/yann\.lecun\.com\/exdb\/mnist\//) as string,
      license: "CC BY-SA 3.0"
    });
    expectFiles();
    expect(requests.map(({path}) => path)).toEqual([...contents.keys()]);
  });

  it("keeps an existing correct file, and replaces a wrong one", async () => {
    const {url, requests} = await startBadServer(mirror);
    const [kept, replaced] = files.map(({name}) => join(dir, name)) as [string, string];
    writeFileSync(kept, contents.get("/mnist/images.gz")!);
    writeFileSync(replaced, "the lobels.gz");
    utimesSync(kept, 1, 1);
    await downloadMnist(dir, {files, mirrors: [`${url}/mnist/`]});
    expectFiles();
    expect(statSync(kept).mtimeMs).toBe(1000);
    expect(requests.map(({path}) => path)).toEqual(["/mnist/labels.gz"]);
  });

  it("reports the bytes of all files together, including kept ones", async () => {
    const {url} = await startBadServer(mirror);
    const total = files.reduce((sum, {bytes}) => sum + bytes, 0);
    const heard: (number | undefined)[][] = [];
    const onProgress = (...progress: (number | undefined)[]) => void heard.push(progress);
    await downloadMnist(dir, {files, mirrors: [`${url}/mnist/`], onProgress});
    expect(heard.at(-1)).toEqual([total, total]);
    expect(heard.map(([done]) => done)).toEqual(heard.map(([done]) => done!).sort((a, b) => a - b));
    heard.length = 0;
    await downloadMnist(dir, {files, mirrors: [], onProgress});
    expect(heard).toEqual([
      [files[0]!.bytes, total],
      [total, total]
    ]);
  });

  it("asks the second mirror for files that the first one lacks", async () => {
    const half = await startBadServer((request, response) =>
      (request.url === "/mnist/images.gz" ? mirror : answerStatus(404))(request, response)
    );
    const {url, requests} = await startBadServer(mirror);
    await downloadMnist(dir, {files, mirrors: [`${half.url}/mnist/`, `${url}/mnist/`], ...quick});
    expectFiles();
    expect(requests.map(({path}) => path)).toEqual(["/mnist/labels.gz"]);
  });

  it("names the file, each mirror's answer and the remedy, and keeps the old file", async () => {
    const [one, two] = [await startBadServer(answerStatus(404)), await startBadServer(answerStatus(503))];
    writeFileSync(join(dir, "images.gz"), "old");
    const {bytes, sha256} = files[0]!;
    expect(await refusal(downloadMnist(dir, {files, mirrors: [`${one.url}/`, `${two.url}/a/`], ...quick}))).toBe(
      `${one.url}/images.gz: expected a file of ${bytes} bytes with SHA-256 ${sha256.slice(0, 8)}…, ` +
        `got 404 Not Found (and from ${two.url}/a/images.gz: 503 Service Unavailable); ` +
        "try again, or name other mirrors in HANDSCOPE_MIRRORS"
    );
    expect(readFileSync(join(dir, "images.gz"), "utf8")).toBe("old");
    expect(readdirSync(dir)).toEqual(["images.gz"]);
  });

  it("accepts only MNIST's own files, by the default SHA-256 sums", async () => {
    const {url} = await startBadServer(serve(Buffer.alloc(MNIST_FILES[0]!.bytes)));
    const message = await refusal(downloadMnist(dir, {mirrors: [`${url}/`], ...quick}));
    expect(message).toContain("with SHA-256 440fcabf…, got 9912422 bytes with SHA-256");
    expect(readdirSync(dir)).toEqual([]);
  });
});
