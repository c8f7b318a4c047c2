import {execFileSync} from "node:child_process";
import {createHash} from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from "node:fs";
import {createServer} from "node:net";
import {tmpdir} from "node:os";
import {basename, dirname, join} from "node:path";
import {gzipSync} from "node:zlib";
import {zipSync} from "fflate";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {fileCounter} from "../../../../loaders/datasets/sources/fileNames.js";
import {openSource, type FileSource} from "../../../../loaders/datasets/sources/source.js";
import {handmadeZip} from "./hostileZip.js";
import {refusal} from "../../refusal.js";

let dir: string;
let outside: string;
const sources: FileSource[] = [];

beforeEach(() => {
  // Links are compared by real path, and the system's temporary folder may be a link.
  const made = realpathSync(mkdtempSync(join(tmpdir(), "handscope-source-")));
  [dir, outside] = [join(made, "digits"), join(made, "outside")];
  for (const folder of [dir, outside]) mkdirSync(folder);
});

afterEach(async () => {
  for (const source of sources.splice(0)) await source.close();
  rmSync(dirname(dir), {recursive: true, force: true});
});

/** Writes files into *folder*, and creates their folders. */
function write(files: Readonly<Record<string, string | Uint8Array>>, folder = dir): void {
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), {recursive: true});
    writeFileSync(join(folder, path), contents);
  }
}

async function open(path = dir): Promise<FileSource> {
  const source = await openSource(path);
  sources.push(source);
  return source;
}

async function text(chunks: AsyncGenerator<Uint8Array>): Promise<string> {
  const read: Uint8Array[] = [];
  for await (const chunk of chunks) read.push(chunk);
  return Buffer.concat(read).toString();
}

const utf8 = (contents: string) => Buffer.from(contents);

describe("openSource(path) of a folder", () => {
  it("lists its files sorted by code unit, with /, without hidden and system files", async () => {
    write({
      "train.csv": "",
      "a/é.png": "",
      "a/B.png": "",
      "a/b/c.png": "",
      "a-1.png": "",
      ".hidden": "",
      ".git/config": "",
      "a/.DS_Store": "",
      "__MACOSX/a.png": "",
      "a/Thumbs.db": "",
      "desktop.ini": ""
    });
    mkdirSync(join(dir, "empty"));
    expect((await open()).paths).toEqual(["a-1.png", "a/B.png", "a/b/c.png", "a/é.png", "train.csv"]);
  });

  it("treats the archives at its top, and no others, as folders", async () => {
    write({
      "data.zip": zipSync({"train.csv": utf8("from the archive"), "a/1.png": utf8("1"), "inner.zip": zipSync({})}),
      "OTHER.ZIP": zipSync({"b.png": utf8("b")}),
      "data.zip-notes": "",
      "below/more.zip": zipSync({"c.png": utf8("c")}),
      "arrays.npz": zipSync({"d.npy": utf8("d")}),
      "pointer.npz": "version https://git-lfs.github.com/spec/v1",
      "train.csv": "from the folder"
    });
    const source = await open();
    expect(source.paths).toEqual([
      "OTHER.ZIP/b.png",
      "arrays.npz/d.npy",
      "below/more.zip",
      "data.zip-notes",
      "data.zip/a/1.png",
      "data.zip/inner.zip",
      "data.zip/train.csv",
      "pointer.npz",
      "train.csv"
    ]);
    expect(await text(source.openChunks("data.zip/train.csv"))).toBe("from the archive");
    expect(await text(source.openChunks("train.csv"))).toBe("from the folder");
    expect(source.nameOf("data.zip/train.csv")).toBe(`${dir}/data.zip/train.csv`);
    expect(source.nameOf("train.csv")).toBe(`${dir}/train.csv`);
    const onDisk = source.paths.map((path) => source.onDisk(path));
    expect(onDisk.map((path) => basename(path))).toEqual([
      "OTHER.ZIP",
      "arrays.npz",
      "more.zip",
      "data.zip-notes",
      "data.zip",
      "data.zip",
      "data.zip",
      "pointer.npz",
      "train.csv"
    ]);
    expect(onDisk.every((path) => existsSync(path))).toBe(true);
  });

  it("has no files if it is empty", async () => {
    expect((await open()).paths).toEqual([]);
  });

  it("has its absolute path as its root", async () => {
    expect((await open(join(dir, "..", basename(dir)))).root).toBe(dir);
  });

  it("refuses an invalid or unsafe archive in it by name, and leaves no file open", async () => {
    const openFiles = () => (existsSync("/proc/self/fd") ? readdirSync("/proc/self/fd").length : 0);
    write({"a.zip": zipSync({a: utf8("a")}), "b.zip": "<html>404</html>"});
    const before = openFiles();
    for (let i = 0; i < 20; ++i) {
      expect(await refusal(open())).toBe(`${dir}/b.zip: expected a zip archive, got a file that does not begin as one`);
    }
    expect(openFiles()).toBeLessThan(before + 20);
    write({"b.zip": handmadeZip([{name: "../../b"}])});
    expect(await refusal(open())).toBe(`${dir}/b.zip: expected entries with plain relative names, got "../../b"`);
  });

  it("refuses more than 100 archives", async () => {
    write(Object.fromEntries(Array.from({length: 101}, (_, i) => [`${i}.zip`, zipSync({})])));
    expect(await refusal(open())).toBe(`${dir}: expected at most 100 zips, got 101`);
  });

  it("lists folders 16 deep and refuses deeper ones", async () => {
    const deep = (n: number) => "d/".repeat(n);
    write({[`${deep(16)}a.png`]: ""});
    expect((await open()).paths).toEqual([`${deep(16)}a.png`]);
    write({[`${deep(17)}a.png`]: ""});
    expect(await refusal(open())).toBe(
      `${dir}/${deep(17).slice(0, -1)}: expected folders at most 16 deep, got a deeper one, or a loop of links`
    );
  });
});

describe("openSource(path) of a folder with links", () => {
  const link = (target: string, name: string) => symlinkSync(target, join(dir, name));

  it("follows links within it: to files, folders, archives and hidden files", async () => {
    write({".store/x": "x", "a/1.png": "1", ".store/y": zipSync({"z.png": utf8("z")})});
    link(".store/x", "x.csv");
    link(join(dir, "a"), "b");
    link(".store/y", "y.zip");
    const source = await open();
    expect(source.paths).toEqual(["a/1.png", "b/1.png", "x.csv", "y.zip/z.png"]);
    expect(await text(source.openChunks("b/1.png"))).toBe("1");
    expect(await text(source.openChunks("y.zip/z.png"))).toBe("z");
  });

  it("follows a link given as the path", async () => {
    write({"a.csv": "a"});
    symlinkSync(dir, join(outside, "link"));
    const source = await open(join(outside, "link"));
    expect(await text(source.openChunks("a.csv"))).toBe("a");
    expect(source.root).toBe(join(outside, "link"));
  });

  it.each(["", "secret.csv", "below"])(
    "refuses one that leaves it, to the file or the folder outside/%s",
    async (to) => {
      write({"secret.csv": "1", "below/a": ""}, outside);
      link(join(outside, to), "a.csv");
      expect(await refusal(open())).toBe(
        `${dir}/a.csv: expected a file in its folder, got a link to ${join(outside, to)}`
      );
    }
  );

  it("refuses a link to a folder whose name begins with its own, or upward", async () => {
    const beside = `${dir}-beside`;
    write({a: "1"}, beside);
    link(join("..", basename(beside), "a"), "a");
    expect(await refusal(open())).toBe(`${dir}/a: expected a file in its folder, got a link to ${beside}/a`);
    rmSync(join(dir, "a"));
    link("..", "up");
    expect(await refusal(open())).toBe(`${dir}/up: expected a file in its folder, got a link to ${dirname(dir)}`);
  });

  it("refuses a link to nothing, or to itself", async () => {
    link("nothing", "a");
    expect(await refusal(open())).toBe(`${dir}/a: expected a file in its folder, got a link to nothing`);
    rmSync(join(dir, "a"));
    link("a", "a");
    expect(await refusal(open())).toBe(`${dir}/a: expected a file in its folder, got a link to itself`);
  });

  it("refuses any number of loops immediately", async () => {
    write({"a/1.png": "", "b/1.png": ""});
    for (const name of ["x", "y", "z"]) {
      link("../b", `a/${name}`);
      link("../a", `b/${name}`);
      link("..", `a/up-${name}`);
    }
    expect(await refusal(open())).toMatch(/: expected folders at most 16 deep, got a deeper one, or a loop of links$/);
  });

  it("refuses links that multiply folders without a loop", async () => {
    // Five links at each of eight levels: 5⁸ folders.
    for (let level = 0; level < 9; ++level) {
      mkdirSync(join(dir, `.${level}`));
      for (let i = 0; level && i < 5; ++i) link(`../.${level - 1}`, `.${level}/${i}`);
    }
    link(".8", "start");
    expect(await refusal(open())).toBe(`${dir}: expected at most 1000 links to folders, got more`);
  });
});

describe.runIf(process.platform !== "win32")("openSource(path) and special files", () => {
  it("leaves FIFOs and sockets out of a folder, and opens none", async () => {
    write({"a.csv": "a"});
    execFileSync("mkfifo", [join(dir, "fifo.csv"), join(dir, "fifo.zip")]);
    const server = createServer().listen(join(dir, "socket"));
    try {
      expect((await open()).paths).toEqual(["a.csv"]);
    } finally {
      server.close();
    }
  });

  it("refuses a FIFO or a device as the path", async () => {
    execFileSync("mkfifo", [join(dir, "fifo.zip")]);
    for (const path of [join(dir, "fifo.zip"), "/dev/zero"]) {
      expect(await refusal(open(path))).toBe(`${path}: expected a folder or zip of digits, got a device`);
    }
  });
});

describe("openSource(path) of a file", () => {
  it("recognizes a zip archive by its first bytes, and reads it in place", async () => {
    write({"digits.download": zipSync({"train.csv": utf8("label"), "a/1.png": utf8("1")})});
    const path = join(dir, "digits.download");
    const source = await open(path);
    expect(source.root).toBe(path);
    expect(source.paths).toEqual(["a/1.png", "train.csv"]);
    expect(source.nameOf("a/1.png")).toBe(`${path}/a/1.png`);
    expect(source.onDisk("a/1.png")).toBe(path);
    expect(await text(source.openChunks("train.csv"))).toBe("label");
    expect(readdirSync(dir)).toEqual(["digits.download"]);
  });

  it("is its own only file if it is no archive", async () => {
    write({"train.csv": "label"});
    const path = join(dir, "train.csv");
    const source = await open(path);
    expect(source.paths).toEqual(["train.csv"]);
    expect(source.nameOf("train.csv")).toBe(path);
    expect(source.onDisk("train.csv")).toBe(path);
    expect(await text(source.openChunks("train.csv"))).toBe("label");
  });

  it("refuses a file called .zip that is none", async () => {
    write({"a.zip": "", "b.ZIP": "label"});
    for (const name of ["a.zip", "b.ZIP"]) {
      expect(await refusal(open(join(dir, name)))).toBe(
        `${dir}/${name}: expected a zip archive, got a file that does not begin as one`
      );
    }
  });

  it("refuses a missing path", async () => {
    const path = join(dir, "nothing");
    expect(await refusal(open(path))).toBe(`${path}: expected a folder or zip of digits, got nothing there`);
  });
});

describe("a source", () => {
  const csv = "label,pixel0\n".repeat(50_000);

  beforeEach(() => {
    const files = {"a.csv": utf8(csv), "b.csv.gz": gzipSync(csv), small: utf8("12345")};
    write({...files, "data.zip": zipSync(files)});
  });

  it.each(["a.csv", "b.csv.gz", "data.zip/a.csv", "data.zip/b.csv.gz"])("gunzips %s if it is gzip", async (path) => {
    const source = await open();
    expect(await text(source.openChunks(path))).toBe(csv);
    expect(
      utf8(csv)
        .subarray(0, 1000)
        .equals(await source.readHead(path, 1000))
    ).toBe(true);
    expect(await source.readHead(path, 0)).toHaveLength(0);
    expect(await source.readHead(path, 1e6)).toHaveLength(csv.length);
  });

  it.each(["", "data.zip/"])("returns raw bytes unchanged: %s", async (folder) => {
    const source = await open();
    const zipped = gzipSync(csv);
    expect(zipped.equals(await source.readBytes(`${folder}b.csv.gz`))).toBe(true);
    const hash = createHash("sha256");
    for await (const chunk of source.openRaw(`${folder}b.csv.gz`)) hash.update(chunk);
    expect(hash.digest("hex")).toBe(createHash("sha256").update(zipped).digest("hex"));
  });

  it.each(["small", "data.zip/small"])("refuses %s if it is larger than requested", async (path) => {
    const source = await open();
    expect(Buffer.from(await source.readBytes(path, 5)).toString()).toBe("12345");
    expect(await refusal(source.readBytes(path, 4))).toBe(`${dir}/${path}: expected at most 4 bytes, got 5`);
  });

  it.each(["data.zip", "data.zip/", "data.zip/none", "none", "../outside/secret", ".hidden", "/etc/passwd", ""])(
    "reads only files that it lists, not %j",
    async (path) => {
      write({secret: "1"}, outside);
      write({".hidden": "1"});
      for (const given of [dir, join(dir, "data.zip")]) {
        const source = await open(given);
        const expected = `${given}/${path}: expected a file in ${given}, got nothing there`;
        expect(await refusal(source.readBytes(path))).toBe(expected);
        expect(await refusal(source.readHead(path, 1))).toBe(expected);
        expect(await refusal(text(source.openChunks(path)))).toBe(expected);
        expect(await refusal(text(source.openRaw(path)))).toBe(expected);
      }
    }
  );

  it.each([
    [
      "damaged",
      (zipped: Buffer) => zipped.fill(0xff, 10, 20),
      /: expected a whole gzip file, got a damaged one \(.+\)$/
    ],
    ["cut", (zipped: Buffer) => zipped.subarray(0, -1), /: expected a whole gzip file, got one that is cut short$/]
  ])("refuses %s gzip, in an archive too", async (_, damage, message) => {
    const wrong = damage(gzipSync(csv));
    write({"a.gz": wrong, "more.zip": zipSync({"a.gz": wrong})});
    const source = await open();
    for (const path of ["a.gz", "more.zip/a.gz"]) {
      const refused = await refusal(text(source.openChunks(path)));
      expect(refused).toMatch(message);
      expect(refused.startsWith(`${dir}/${path}: `)).toBe(true);
    }
  });

  it("refuses a gzip bomb in an archive by its compressed size there, as gzip of gzip shrinks again", async () => {
    const once = gzipSync(Buffer.alloc(100 * 2 ** 20), {level: 1});
    write({"more.zip": zipSync({"a.gz": [once, {level: 9}]})});
    const source = await open();
    let length = 0;
    const read = async () => {
      for await (const chunk of source.openChunks("more.zip/a.gz")) length += chunk.length;
    };
    expect(await refusal(read())).toMatch(
      /a\.gz: expected a gzip file, one that unzips to at most 64 MB or 100 times its size, got \d+ bytes that unzip to more$/
    );
    expect(length).toBeLessThanOrEqual(64 * 2 ** 20);
  });

  it("refuses a file that was removed after opening", async () => {
    const source = await open();
    rmSync(join(dir, "a.csv"));
    const expected = `${dir}/a.csv: expected a file that can be read, got nothing there`;
    expect(await refusal(source.readBytes("a.csv"))).toBe(expected);
    expect(await refusal(text(source.openChunks("a.csv")))).toBe(expected);
  });
});

describe("fileCounter(root)", () => {
  it("refuses the 1,000,001st file", () => {
    const count = fileCounter("/digits");
    for (let i = 0; i < 1_000_000; ++i) count("a");
    expect(() => count("a")).toThrow("/digits: expected at most 1000000 files, got more");
  });

  it("refuses names that would fill memory", () => {
    const count = fileCounter("/digits");
    const name = "a".repeat(65_536);
    for (let i = 0; i < 2048; ++i) count(name);
    expect(() => count("a")).toThrow("/digits: expected names of 134217728 characters in all, got more");
  });
});
