import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import fc from "fast-check";
import {zipSync} from "fflate";
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {
  downloadKaggle,
  findKaggleCredentials,
  kaggleUrl,
  parseKaggleSlug
} from "../../../../loaders/datasets/downloads/kaggle.js";
import {InputError} from "../../../../src/inputError.js";
import {answerStatus, fileReaches, redirectTo, serve, startBadServer, type Answer} from "./badServer.js";
import {refusal} from "../../refusal.js";

// Names and places of credentials are those of https://github.com/Kaggle/kaggle-api, docs/README.md. Addresses are
// those that its client requests. Zip files come from fflate.

const SECRET = "0123456789abcdef0123456789abcdef";
const credentials = {username: "ann", key: SECRET};
const quick = {retries: 1, pauseSeconds: 0.002};

let home: string;
let path: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "handscope-kaggle-"));
  path = join(home, "digits.zip");
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, {recursive: true, force: true});
});

describe("findKaggleCredentials(env, home)", () => {
  function write(file: string, text: string): string {
    const target = join(home, file);
    mkdirSync(dirname(target), {recursive: true});
    writeFileSync(target, text);
    return target;
  }

  const token = (username: string) => JSON.stringify({username, key: SECRET});

  it("prefers the variables' user and key to a file", async () => {
    write(".kaggle/kaggle.json", token("file"));
    const env = {KAGGLE_USERNAME: "ann", KAGGLE_KEY: SECRET};
    expect(await findKaggleCredentials(env, home)).toEqual(credentials);
  });

  it("returns the first kaggle.json of KAGGLE_CONFIG_DIR, ~/.kaggle and ~/.config/kaggle", async () => {
    const env = {KAGGLE_CONFIG_DIR: join(home, "own")};
    write(".config/kaggle/kaggle.json", token("config"));
    expect(await findKaggleCredentials(env, home)).toEqual({username: "config", key: SECRET});
    write(".kaggle/kaggle.json", token("home"));
    expect(await findKaggleCredentials(env, home)).toEqual({username: "home", key: SECRET});
    write("own/kaggle.json", token("own"));
    expect(await findKaggleCredentials(env, home)).toEqual({username: "own", key: SECRET});
    expect(await findKaggleCredentials({}, home)).toEqual({username: "home", key: SECRET});
  });

  // https://github.com/Kaggle/kaggle-cli, docs/README.md: the environment variable KAGGLE_API_TOKEN, or the file
  // ~/.kaggle/access_token, optionally with the extension .txt. Tokens begin with KGAT_ and also work as a key.
  const ACCESS = `KGAT_${SECRET}`;

  it("prefers the access token of KAGGLE_API_TOKEN to a user and a key", async () => {
    write(".kaggle/access_token", "KGAT_other");
    const env = {KAGGLE_API_TOKEN: ACCESS, KAGGLE_USERNAME: "ann", KAGGLE_KEY: SECRET};
    expect(await findKaggleCredentials(env, home)).toEqual({token: ACCESS});
  });

  it("prefers the access token of a file, trimmed, to the kaggle.json beside it", async () => {
    write(".kaggle/kaggle.json", token("file"));
    write(".kaggle/access_token.txt", `\ufeff${ACCESS}\r\n`);
    expect(await findKaggleCredentials({}, home)).toEqual({token: ACCESS});
    write(".kaggle/access_token", "KGAT_first\n");
    expect(await findKaggleCredentials({}, home)).toEqual({token: "KGAT_first"});
    expect(await findKaggleCredentials({KAGGLE_USERNAME: "ann", KAGGLE_KEY: SECRET}, home)).toEqual(credentials);
  });

  it("treats a key that is an access token as one", async () => {
    expect(await findKaggleCredentials({KAGGLE_USERNAME: "ann", KAGGLE_KEY: ACCESS}, home)).toEqual({token: ACCESS});
    write(".kaggle/kaggle.json", JSON.stringify({username: "ann", key: ACCESS}));
    expect(await findKaggleCredentials({}, home)).toEqual({token: ACCESS});
  });

  it.each([
    ["nothing", " \n", "got nothing"],
    ["two lines", `${ACCESS}\n${ACCESS}`, "got something else"],
    ["JSON", `{"username": "ann", "key": "${SECRET}"}`, "got JSON, as of a kaggle.json"]
  ])("refuses an access_token with %s, names it, and keeps the token to itself", async (_, text, got) => {
    const file = write(".kaggle/access_token", text);
    const message = await refusal(findKaggleCredentials({}, home));
    expect(message).toBe(`${file}: expected one access token, such as KGAT_…, ${got}`);
  });

  it("says how to get a token if there is none", async () => {
    const message = await refusal(findKaggleCredentials({}, home));
    expect(message).toMatch(/^Kaggle: expected a token: kaggle\.com → Settings → API → Generate New Token/);
    expect(message).toContain("saved as ~/.kaggle/access_token or in KAGGLE_API_TOKEN");
    expect(message).toContain("chmod 600, got no access_token, no kaggle.json, no KAGGLE_API_TOKEN");
  });

  it.each([
    [{KAGGLE_USERNAME: "ann"}, "KAGGLE_KEY: expected the key beside KAGGLE_USERNAME, got none"],
    [{KAGGLE_KEY: SECRET}, "KAGGLE_USERNAME: expected the user's name beside KAGGLE_KEY, got none"],
    [{KAGGLE_KEY: SECRET, KAGGLE_USERNAME: ""}, "KAGGLE_USERNAME: expected the user's name beside KAGGLE_KEY, got none"]
  ])("refuses half of the variables rather than look elsewhere: %o", async (env, message) => {
    write(".kaggle/kaggle.json", token("file"));
    expect(await refusal(findKaggleCredentials(env, home))).toBe(message);
  });

  it.each([
    ["no JSON", `username: ann\nkey: ${SECRET}`, "expected JSON, got"],
    ["JSON that ends early", `{"username": "ann", "key": "${SECRET}`, "expected JSON, got"],
    ["nothing", "", "expected JSON, got 0 characters"],
    ["no key", '{"username": "ann"}', "got one whose key is missing or no text"],
    ["no user", `{"key": "${SECRET}"}`, "got one whose username is missing or no text"],
    ["an empty user", `{"username": "", "key": "${SECRET}"}`, "got one whose username is missing or no text"],
    ["a key in a list", `{"username": "ann", "key": ["${SECRET}"]}`, "got one whose key is missing or no text"],
    [
      "a key that is a number",
      '{"username": "ann", "key": 12345678901234567890}',
      "got one whose key is missing or no text"
    ],
    ["the bare key", `"${SECRET}"`, "got something else"]
  ])("refuses a kaggle.json with %s, names it, and keeps the key to itself", async (_, text, got) => {
    const file = write(".kaggle/kaggle.json", text);
    const message = await refusal(findKaggleCredentials({}, home));
    expect(message.startsWith(`${file}: expected `)).toBe(true);
    expect(message).toContain(got);
    expect(message).not.toMatch(/0123456789|1234567890/);
  });

  it("refuses an unreadable kaggle.json", async () => {
    mkdirSync(join(home, ".kaggle", "kaggle.json"), {recursive: true});
    expect(await refusal(findKaggleCredentials({}, home))).toBe(
      `${join(home, ".kaggle", "kaggle.json")}: expected a file that can be read, got a folder`
    );
  });
});

describe("parseKaggleSlug(text)", () => {
  it.each([
    "digit-recognizer",
    "c/digit-recognizer",
    "competitions/digit-recognizer",
    "https://www.kaggle.com/c/digit-recognizer",
    "https://www.kaggle.com/competitions/digit-recognizer/",
    "https://www.kaggle.com/competitions/digit-recognizer/data?select=train.csv",
    "https://kaggle.com/c/digit-recognizer/overview#description",
    "www.kaggle.com/c/digit-recognizer",
    " digit-recognizer\n"
  ])("recognizes a competition: %s", (text) => {
    expect(parseKaggleSlug(text)).toEqual({
      kind: "competition",
      slug: "digit-recognizer",
      page: "https://www.kaggle.com/competitions/digit-recognizer"
    });
  });

  it.each([
    "oddrationale/mnist-in-csv",
    "datasets/oddrationale/mnist-in-csv",
    "https://www.kaggle.com/datasets/oddrationale/mnist-in-csv",
    "https://www.kaggle.com/datasets/oddrationale/mnist-in-csv/data?select=mnist_test.csv",
    "https://www.kaggle.com/oddrationale/mnist-in-csv"
  ])("recognizes a dataset: %s", (text) => {
    expect(parseKaggleSlug(text)).toEqual({
      kind: "data set",
      slug: "oddrationale/mnist-in-csv",
      page: "https://www.kaggle.com/datasets/oddrationale/mnist-in-csv"
    });
  });

  it.each([
    "",
    "c",
    "c/",
    "competitions",
    "datasets",
    "datasets/oddrationale",
    "datasets//mnist",
    "..",
    "../etc/passwd",
    "c/..",
    "a/b/c",
    "oddrationale/../mnist",
    "oddrationale/mnist/versions/3",
    "digit recognizer",
    "digit%2drecognizer",
    "digit.recognizer",
    "ziffern-übung",
    "a\\b",
    "https://example.org/c/digit-recognizer",
    "https://www.kaggle.com.example.org/c/digit-recognizer",
    "https://www.kaggle.com@example.org/c/digit-recognizer",
    "https://www.kaggle.com/"
  ])("refuses in one line: %j", (text) => {
    expect(() => parseKaggleSlug(text)).toThrow(InputError);
    expect(() => parseKaggleSlug(text)).toThrow(
      /^Kaggle: expected a competition such as digit-recognizer or a data set's OWNER\/NAME, got .*$/
    );
  });

  it("returns a name of only letters, digits, - and _, or throws an InputError, for any text", () => {
    const piece = fc.constantFrom(
      "c",
      "competitions",
      "datasets",
      "/",
      "..",
      "a",
      "-",
      "_",
      "?",
      "#",
      "%",
      "@",
      ":",
      "é"
    );
    const address = fc.array(piece, {maxLength: 9}).map((pieces) => `https://www.kaggle.com/${pieces.join("")}`);
    fc.assert(
      fc.property(fc.oneof(fc.string(), address), (text) => {
        let source;
        try {
          source = parseKaggleSlug(text);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          return;
        }
        const shape = source.kind === "competition" ? /^[A-Za-z0-9_-]+$/ : /^[A-Za-z0-9_-]+\/[A-Za-z0-9_-]+$/;
        expect(source.slug).toMatch(shape);
      }),
      {numRuns: 2000}
    );
  });
});

describe("kaggleUrl(text, env)", () => {
  it("returns the address of all files as one zip", () => {
    expect(kaggleUrl("digit-recognizer", {})).toBe(
      "https://www.kaggle.com/api/v1/competitions/data/download-all/digit-recognizer"
    );
    expect(kaggleUrl("hojjatk/mnist-dataset", {})).toBe(
      "https://www.kaggle.com/api/v1/datasets/download/hojjatk/mnist-dataset"
    );
  });

  it("begins with HANDSCOPE_KAGGLE if it is set", () => {
    const env = {HANDSCOPE_KAGGLE: "http://127.0.0.1:8000/v1/"};
    expect(kaggleUrl("a/b", env)).toBe("http://127.0.0.1:8000/v1/datasets/download/a/b");
  });
});

describe("downloadKaggle(text, path, options)", () => {
  const zip = Buffer.from(zipSync({"train.csv": Buffer.from("label,pixel0\n")}));

  async function start(...answers: [Answer, ...Answer[]]) {
    const server = await startBadServer(...answers);
    vi.stubEnv("HANDSCOPE_KAGGLE", server.url);
    return server;
  }

  const download = (text = "digit-recognizer") => downloadKaggle(text, path, {credentials, ...quick});

  it("downloads the zip with HTTP Basic credentials (RFC 7617), which the redirect's target never sees", async () => {
    const store = await startBadServer(serve(zip, {etag: '"1"'}));
    const {requests, url} = await start(redirectTo(`${store.url}/archive.zip?signature=1`));
    const heard: unknown[][] = [];
    const onProgress = (...progress: unknown[]) => void heard.push(progress);
    const got = await downloadKaggle("digit-recognizer", path, {credentials, onProgress});
    expect(got).toMatchObject({url: `${url}/competitions/data/download-all/digit-recognizer`, bytes: zip.length});
    expect(readFileSync(path).equals(zip)).toBe(true);
    expect(readdirSync(home)).toEqual(["digits.zip"]);
    expect(requests[0]!.path).toBe("/competitions/data/download-all/digit-recognizer");
    // printf 'ann:0123456789abcdef0123456789abcdef' | base64
    const basic = "Basic YW5uOjAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVm";
    expect(requests[0]!.headers.authorization).toBe(basic);
    expect(store.requests[0]!.headers.authorization).toBeUndefined();
    expect(heard.at(-1)).toEqual([zip.length, zip.length]);
  });

  it("resumes an interrupted download", async () => {
    const beforeCut = (length: number) => fileReaches(join(home, ".digits.zip.partial"), length);
    const big = Buffer.concat([zip, Buffer.alloc(50_000, 1)]);
    const store = await startBadServer(
      serve(big, {etag: '"1"', cutAfter: 40_000, beforeCut}),
      serve(big, {etag: '"1"'})
    );
    const {requests} = await start(redirectTo(store.url));
    await download("hojjatk/mnist-dataset");
    expect(readFileSync(path).equals(big)).toBe(true);
    expect(store.requests[1]!.headers.range).toBe("bytes=40000-");
    expect(requests.map((request) => request.path)).toEqual(Array(2).fill("/datasets/download/hojjatk/mnist-dataset"));
  });

  const page = "https://www.kaggle.com/competitions/digit-recognizer";
  const dataPage = "https://www.kaggle.com/datasets/ann/digits";
  const rules = "https://www.kaggle.com/c/digit-recognizer/rules";

  it.each<[status: number, headers: Record<string, string>, text: string, start: string, holds: string]>([
    [401, {}, "digit-recognizer", `${page}: expected a token`, "make a new one: kaggle.com → Settings → API"],
    [401, {}, "digit-recognizer", `${page}: expected a token`, `open ${rules}`],
    [401, {}, "ann/digits", `${dataPage}: expected a token`, "401 Unauthorized: it is wrong or expired"],
    [
      403,
      {},
      "c/digit-recognizer",
      `${page}: expected a competition`,
      `403 Forbidden: open ${rules}, accept the rules`
    ],
    [403, {}, "ann/digits", `${dataPage}: expected a data set that your account may read`, "open it in a browser"],
    [404, {}, "digit-recognizer", `${page}: expected a competition of this name`, `404 Not Found: check the name`],
    [404, {}, "ann/digits", `${dataPage}: expected a data set of this name`, `for instance at ${dataPage}`],
    [429, {}, "ann/digits", dataPage, "429 Too Many Requests: wait a few minutes, then try again"],
    [429, {"Retry-After": "120"}, "ann/digits", dataPage, "wait 120 seconds, then try again"],
    [
      429,
      {"Retry-After": "Fri, 31 Dec 2027 23:59:59 GMT"},
      "ann/digits",
      dataPage,
      "until Fri, 31 Dec 2027 23:59:59 GMT"
    ],
    [429, {"Retry-After": "soon"}, "ann/digits", dataPage, "wait a few minutes"]
  ])("says what to do about %i %o for %s, and asks once", async (status, headers, text, begins, holds) => {
    writeFileSync(path, "old");
    const {requests} = await start(answerStatus(status, headers, '{"message": "no"}'));
    const message = await refusal(download(text));
    expect(message.startsWith(begins)).toBe(true);
    expect(message).toContain(holds);
    expect(message).not.toContain("0123456789");
    expect(requests).toHaveLength(1);
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(home)).toEqual(["digits.zip"]);
  });

  it.each([
    ["a page for logging in", "\n<!DOCTYPE html><html></html>", "an HTML page, as for logging in"],
    ["another kind of file", "\x1f\x8b\x08\x00 …", "one that begins with 0x1f8b0800"],
    ["nothing", "", "an empty one"]
  ])("refuses %s with status 200, without retrying, and keeps the old file", async (_, body, got) => {
    writeFileSync(path, "old");
    const {url, requests} = await start(serve(Buffer.from(body, "latin1"), {etag: '"1"'}));
    expect(await refusal(download("ann/digits"))).toBe(
      `${url}/datasets/download/ann/digits: expected a zip file, got ${got}; ` +
        `try again, or download it in a browser from ${dataPage}`
    );
    expect(requests).toHaveLength(1);
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(home)).toEqual(["digits.zip"]);
  });

  it("tries again after a 500, and reports it if it persists", async () => {
    await start(answerStatus(500), serve(zip));
    await download();
    expect(readFileSync(path).equals(zip)).toBe(true);
    const {url, requests} = await start(answerStatus(502));
    expect(await refusal(download())).toContain(`${url}/competitions/data/download-all/digit-recognizer: expected`);
    expect(requests).toHaveLength(2);
  });

  it("refuses an invalid name before any request", async () => {
    const {requests} = await start(serve(zip));
    expect(await refusal(download("../x"))).toMatch(/^Kaggle: expected a competition/);
    expect(requests).toEqual([]);
  });
});
