import {createHash} from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync
} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {deflateSync, gzipSync} from "node:zlib";
import fc from "fast-check";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {readIdx} from "../../loaders/datasets/contents/readIdx.js";
import {
  readBytes,
  readChunks,
  readText,
  restoreFolder,
  writeFileAtomically,
  writeFolderAtomically
} from "../../loaders/files.js";
import {InputError} from "../../src/inputError.js";
import {refusal} from "./refusal.js";

// Gzip files come from node:zlib. Damage follows the layout of RFC 1952: a header of 10 bytes, the deflated data, then
// 8 bytes with the CRC and the length.

let dir: string;
let path: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "handscope-files-"));
  path = join(dir, "a.csv");
});

afterEach(() => rmSync(dir, {recursive: true, force: true}));

async function readAll(file = path): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readChunks(file)) chunks.push(Uint8Array.from(chunk));
  return Buffer.concat(chunks);
}

/** Incompressible bytes: the deflated data are as long as they are. */
const noise = Buffer.concat(Array.from({length: 18_000}, (_, i) => createHash("sha256").update(String(i)).digest()));

describe("readChunks(path)", () => {
  it("yields a file's bytes, in several chunks if it is large", async () => {
    writeFileSync(path, noise);
    let chunks = 0;
    for await (const chunk of readChunks(path)) chunks += Math.sign(chunk.length);
    expect(chunks).toBeGreaterThan(1);
    expect((await readAll()).equals(noise)).toBe(true);
  });

  it("recognizes gzip by its first bytes, not by its name", async () => {
    writeFileSync(path, gzipSync(noise));
    expect((await readAll()).equals(noise)).toBe(true);
    writeFileSync(join(dir, "a.csv.gz"), "label,pixel0");
    expect((await readAll(join(dir, "a.csv.gz"))).toString()).toBe("label,pixel0");
  });

  it("joins the members of a gzip file, according to RFC 1952", async () => {
    writeFileSync(path, Buffer.concat([gzipSync("label,"), gzipSync("pixel0")]));
    expect((await readAll()).toString()).toBe("label,pixel0");
  });

  it("yields nothing for an empty file, and the single byte of a file of one byte", async () => {
    writeFileSync(path, "");
    expect(await readAll()).toHaveLength(0);
    writeFileSync(path, Buffer.of(0x1f));
    expect(await readAll()).toEqual(Buffer.of(0x1f));
  });

  it.each([2, 9, 10, 11, 5000, -9, -8, -1])("refuses a gzip file cut at byte %i", async (end) => {
    writeFileSync(path, gzipSync(noise.subarray(0, 20_000)).subarray(0, end));
    expect(await refusal(readAll())).toBe(`${path}: expected a whole gzip file, got one that is cut short`);
  });

  it("refuses gzip with damaged data or a damaged checksum", async () => {
    const zipped = gzipSync(noise.subarray(0, 20_000));
    for (const at of [10, zipped.length - 8, zipped.length - 4]) {
      const damaged = Buffer.from(zipped);
      damaged[at]! ^= 0xff;
      writeFileSync(path, damaged);
      expect(await refusal(readAll())).toMatch(/: expected a whole gzip file, got a damaged one \(.+\)$/);
    }
  });

  it("yields the right bytes or throws an InputError for gzip with any damage", async () => {
    const zipped = gzipSync(Buffer.from("label,pixel0\n".repeat(40)));
    const damage = fc.tuple(fc.nat(zipped.length - 3), fc.integer({min: 0, max: 255}));
    await fc.assert(
      fc.asyncProperty(damage, async ([at, byte]) => {
        const damaged = Buffer.from(zipped);
        damaged[at + 2] = byte; // after gzip's two magic bytes
        writeFileSync(path, damaged);
        const read = await readAll().catch((error: unknown) => error);
        if (!(read instanceof InputError)) expect(String(read)).toBe("label,pixel0\n".repeat(40));
      }),
      {numRuns: 60}
    );
  });

  it("treats zlib data without gzip's header as plain bytes", async () => {
    const bytes = deflateSync("label");
    writeFileSync(path, bytes);
    expect((await readAll()).equals(bytes)).toBe(true);
  });

  it("refuses a missing file, without an uncaught exception", async () => {
    const uncaught: unknown[] = [];
    const note = (error: unknown) => void uncaught.push(error);
    process.prependListener("uncaughtException", note);
    expect(await refusal(readAll())).toBe(`${path}: expected a file that can be read, got nothing there`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.off("uncaughtException", note);
    expect(uncaught).toEqual([]);
  });

  it("refuses a folder", async () => {
    mkdirSync(path);
    expect(await refusal(readAll())).toBe(`${path}: expected a file that can be read, got a folder`);
  });

  it("refuses a device, which would never end", async () => {
    expect(await refusal(readAll("/dev/zero"))).toBe("/dev/zero: expected a file that can be read, got a device");
  });

  it("refuses gzip as soon as it unzips to more than 64 MB and 100 times its size", async () => {
    const bomb = gzipSync(Buffer.alloc(100 * 2 ** 20), {level: 1});
    writeFileSync(path, bomb);
    let length = 0;
    const read = async () => {
      for await (const chunk of readChunks(path)) length += chunk.length;
    };
    expect(await refusal(read())).toBe(
      `${path}: expected a gzip file, one that unzips to at most 64 MB or 100 times its size, got ${bomb.length} bytes that unzip to more`
    );
    expect(length).toBeLessThanOrEqual(64 * 2 ** 20);
  });

  it("reads gzip that unzips to more than 64 MB, or to more than 100 times its size, if not both", async () => {
    const large = Buffer.concat([gzipSync(noise), gzipSync(Buffer.alloc(65 * 2 ** 20), {level: 1}), gzipSync(noise)]);
    writeFileSync(path, large);
    let length = 0;
    for await (const chunk of readChunks(path)) length += chunk.length;
    expect(length).toBe(2 * noise.length + 65 * 2 ** 20);
    writeFileSync(path, gzipSync(Buffer.alloc(2 ** 20)));
    expect(await readAll()).toHaveLength(2 ** 20);
  });
});

describe("readIdx(path, dimensions)", () => {
  const bytes = Buffer.from("00000801000000020709", "hex"); // two labels: http://yann.lecun.com/exdb/mnist/

  it("returns the array of an IDX file, gzipped or not", async () => {
    for (const contents of [bytes, gzipSync(bytes)]) {
      writeFileSync(path, contents);
      expect(await readIdx(path, 1)).toEqual({shape: [2], data: Uint8Array.of(7, 9)});
    }
  });

  it("names the file in its errors", async () => {
    writeFileSync(path, bytes.subarray(0, 9));
    expect(await refusal(readIdx(path, 1))).toBe(`${path}: expected 2 bytes after the header, got 1`);
  });
});

describe("readBytes(path, expected, source) and readText(path, expected)", () => {
  it("return the file's content", async () => {
    writeFileSync(path, "naïve");
    expect(await readBytes(path)).toEqual(Buffer.from("naïve"));
    expect(await readText(path)).toBe("naïve");
  });

  it("refuse a missing file and a folder, in the caller's words", async () => {
    expect(await refusal(readBytes(path))).toBe(`${path}: expected a file that can be read, got nothing there`);
    expect(await refusal(readBytes(path, "an image", "x.png"))).toBe("x.png: expected an image, got nothing there");
    expect(await refusal(readText(dir, "a list"))).toBe(`${dir}: expected a list, got a folder`);
  });
});

describe("writeFileAtomically(path, contents)", () => {
  it("writes or replaces the file and leaves nothing beside it", async () => {
    await writeFileAtomically(path, "one");
    await writeFileAtomically(path, Buffer.from("two"));
    expect(readFileSync(path, "utf8")).toBe("two");
    expect(readdirSync(dir)).toEqual(["a.csv"]);
  });

  it("lets a reader see either the whole old content or the whole new one", async () => {
    const [a, b] = ["a".repeat(1 << 20), "b".repeat(1 << 20)];
    await writeFileAtomically(path, a);
    let writing = true;
    const written = (async () => {
      for (let i = 0; i < 10; ++i) await writeFileAtomically(path, i % 2 ? a : b);
      writing = false;
    })();
    const seen = new Set<string>();
    while (writing) {
      const text = await readText(path);
      seen.add(`${text[0]!} × ${text.length}${text === a || text === b ? "" : ", mixed"}`);
    }
    await written;
    expect([...seen].sort()).toEqual([`a × ${1 << 20}`, `b × ${1 << 20}`].filter((state) => seen.has(state)));
  });

  it("keeps the old file if the new one can't be written", async () => {
    writeFileSync(path, "old");
    await expect(writeFileAtomically(join(path, "below-a-file"), "new")).rejects.toThrow(/ENOTDIR/);
    expect(readFileSync(path, "utf8")).toBe("old");
  });
});

describe("writeFolderAtomically(dir, fill)", () => {
  let folder: string;
  const fill = (text: string) => async (partial: string) => writeFileSync(join(partial, "contents"), text);
  const contents = () => readFileSync(join(folder, "contents"), "utf8");

  beforeEach(() => {
    folder = join(dir, "run");
  });

  it("creates the folder and its parents", async () => {
    folder = join(dir, "runs", "run");
    await writeFolderAtomically(folder, fill("new"));
    expect(contents()).toBe("new");
    expect(readdirSync(join(dir, "runs"))).toEqual(["run"]);
  });

  it("replaces a folder as a whole: no file of the old one is left", async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, "old-file"), "");
    await writeFolderAtomically(folder, fill("new"));
    expect(readdirSync(folder)).toEqual(["contents"]);
    expect(readdirSync(dir)).toEqual(["run"]);
  });

  it("keeps the old folder until the new one is complete, and if filling fails", async () => {
    await writeFolderAtomically(folder, fill("old"));
    const failing = writeFolderAtomically(folder, async (partial) => {
      await fill("half")(partial);
      expect(contents()).toBe("old");
      throw new Error("disk full");
    });
    await expect(failing).rejects.toThrow("disk full");
    expect(contents()).toBe("old");
    expect(readdirSync(dir)).toEqual(["run"]); // no partial folder is left
  });

  it("removes the partial folder of a killed process", async () => {
    mkdirSync(join(dir, ".run.partial"));
    writeFileSync(join(dir, ".run.partial", "half"), "");
    await writeFolderAtomically(folder, fill("new"));
    expect(readdirSync(folder)).toEqual(["contents"]);
    expect(readdirSync(dir)).toEqual(["run"]);
  });

  it("can restore the old folder if the new one could not replace it", async () => {
    await writeFolderAtomically(folder, fill("old"));
    const failing = writeFolderAtomically(folder, async (partial) => rmSync(partial, {recursive: true}));
    await expect(failing).rejects.toThrow(/ENOENT/);
    await restoreFolder(folder);
    expect(contents()).toBe("old");
  });

  it("keeps the old folder if a process was killed between the two renames and the next one fails", async () => {
    await writeFolderAtomically(folder, fill("old"));
    renameSync(folder, join(dir, ".run.old"));
    await expect(writeFolderAtomically(folder, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(contents()).toBe("old");
  });
});

describe("restoreFolder(dir)", () => {
  it("restores a folder that was moved aside before the process was killed", async () => {
    mkdirSync(join(dir, ".run.old"));
    writeFileSync(join(dir, ".run.old", "contents"), "old");
    await restoreFolder(join(dir, "run"));
    expect(readFileSync(join(dir, "run", "contents"), "utf8")).toBe("old");
    expect(readdirSync(dir)).toEqual(["run"]);
  });

  it("removes a folder that was moved aside if the new one is already in place", async () => {
    for (const name of ["run", ".run.old"]) {
      mkdirSync(join(dir, name));
      writeFileSync(join(dir, name, "contents"), name);
    }
    await restoreFolder(join(dir, "run"));
    expect(readFileSync(join(dir, "run", "contents"), "utf8")).toBe("run");
    expect(readdirSync(dir)).toEqual(["run"]);
  });

  it("does nothing otherwise", async () => {
    await restoreFolder(join(dir, "run"));
    await restoreFolder(join(dir, "missing", "run"));
    expect(existsSync(join(dir, "run"))).toBe(false);
    expect(readdirSync(dir)).toEqual([]);
  });
});
