import {createHash} from "node:crypto";
import {existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {crc32, deflateRawSync} from "node:zlib";
import fc from "fast-check";
import {zipSync, type Zippable} from "fflate";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {isZip, openArchive} from "../../../../loaders/datasets/sources/archives.js";
import {fileCounter} from "../../../../loaders/datasets/sources/fileNames.js";
import {InputError} from "../../../../src/inputError.js";
import {extraField, handmadeZip, localOf, type HandmadeArchive, type HandmadeEntry} from "./hostileZip.js";
import {refusal} from "../../refusal.js";

// Valid archives come from fflate, an independent implementation; invalid ones from hostileZip.ts, by APPNOTE.

let dir: string;
let path: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "handscope-archives-"));
  path = join(dir, "a.zip");
});

afterEach(() => rmSync(dir, {recursive: true, force: true}));

const utf8 = (text: string) => Buffer.from(text);

/** Bytes that don't compress. */
const noise = Buffer.concat(Array.from({length: 10_000}, (_, i) => createHash("sha256").update(String(i)).digest()));
/** Longer than one chunk that is read or inflated, both deflated and stored. */
const long = Buffer.concat([noise, Buffer.alloc(100_000), noise]);

async function readChunks(chunks: AsyncGenerator<Uint8Array>): Promise<Buffer> {
  const read: Uint8Array[] = [];
  for await (const chunk of chunks) read.push(chunk);
  return Buffer.concat(read);
}

/** Returns all files of the archive in *bytes*; reads each both whole and in chunks. */
async function unzip(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  writeFileSync(path, bytes);
  const archive = await openArchive(path);
  try {
    const files = new Map<string, Buffer>();
    for (const name of archive.paths) {
      const file = archive.file(name);
      const whole = Buffer.from(await file.bytes());
      expect((await readChunks(file.chunks())).equals(whole)).toBe(true);
      expect(file.size).toBe(whole.length);
      files.set(name, whole);
    }
    return files;
  } finally {
    await archive.close();
  }
}

const unzipHandmade = (entries: readonly HandmadeEntry[], archive?: HandmadeArchive) =>
  unzip(handmadeZip(entries, archive));

describe("openArchive(path)", () => {
  it("returns files deflated or stored, small or large, sorted by code unit", async () => {
    const files: Zippable = {
      "train.csv": utf8("label,pixel0\n"),
      train: {"1": {"b.png": [noise.subarray(0, 500), {level: 0}]}, "0": {"a.png": noise.subarray(0, 300)}},
      "long-deflated": long,
      "long-stored": [long, {level: 0}],
      empty: new Uint8Array(0),
      "Zürich 三.png": utf8("3")
    };
    const read = await unzip(zipSync(files));
    expect([...read.keys()]).toEqual([
      "Zürich 三.png",
      "empty",
      "long-deflated",
      "long-stored",
      "train.csv",
      "train/0/a.png",
      "train/1/b.png"
    ]);
    expect(read.get("train.csv")!.toString()).toBe("label,pixel0\n");
    expect(read.get("train/0/a.png")!.equals(noise.subarray(0, 300))).toBe(true);
    expect(read.get("train/1/b.png")!.equals(noise.subarray(0, 500))).toBe(true);
    expect(read.get("long-deflated")!.equals(long)).toBe(true);
    expect(read.get("long-stored")!.equals(long)).toBe(true);
    expect(read.get("empty")).toHaveLength(0);
    expect(read.get("Zürich 三.png")!.toString()).toBe("3");
  });

  it("returns the same files that were zipped, for any names and contents", async () => {
    const part = fc.string({unit: "grapheme", minLength: 1, maxLength: 12}).filter(
      // Names that are plain by APPNOTE 4.4.17, not system files, and writable by fflate.
      (name) => !/[\\/:\p{C}\ufffd]|^\.|^(__MACOSX|Thumbs\.db|desktop\.ini|__proto__)$/iu.test(name)
    );
    const name = fc.array(part, {minLength: 1, maxLength: 4}).map((parts) => parts.join("/"));
    const contents = fc.oneof(
      fc.uint8Array({maxLength: 300}),
      fc.nat(100_000).map((length) => long.subarray(0, length))
    );
    const entries = fc.uniqueArray(fc.tuple(name, contents, fc.constantFrom(0 as const, 6 as const)), {
      selector: ([key]) => key,
      maxLength: 8
    });
    await fc.assert(
      fc.asyncProperty(entries, async (files) => {
        const zipped = zipSync(Object.fromEntries(files.map(([key, bytes, level]) => [key, [bytes, {level}]])));
        const read = await unzip(zipped);
        expect([...read.keys()]).toEqual(files.map(([key]) => key).sort());
        for (const [key, bytes] of files) expect(read.get(key)!.equals(bytes)).toBe(true);
      }),
      {numRuns: 40}
    );
  });

  it("leaves out folders, hidden files and system files", async () => {
    const names = ["a/", "a/.DS_Store", "__MACOSX/a/._1.png", ".git/config", "a/Thumbs.db", "desktop.ini", "a/1.png"];
    const read = await unzip(zipSync(Object.fromEntries(names.map((name) => [name, utf8(name)]))));
    expect([...read.keys()]).toEqual(["a/1.png"]);
  });

  it("returns no files from an empty archive", async () => {
    expect((await unzip(zipSync({}))).size).toBe(0);
  });

  it("reads zip64, with a comment, and with data descriptors and gaps between entries", async () => {
    const descriptor = Buffer.alloc(16, 7);
    const contents = utf8("digits");
    const entries: HandmadeEntry[] = [
      {name: "a", contents, zip64: true, gap: descriptor, local: {flags: 8, crc: 0, compressedSize: 0, size: 0}},
      {name: "b", contents, zip64: true, deflated: true, localExtra: extraField(0x5455, Buffer.alloc(9))}
    ];
    const read = await unzipHandmade(entries, {zip64: {}, comment: utf8("PK of Kaggle")});
    expect([...read].map(([name, bytes]) => [name, bytes.toString()])).toEqual([
      ["a", "digits"],
      ["b", "digits"]
    ]);
  });

  it("decodes names as UTF-8 if valid, otherwise as CP437, and reads Info-ZIP's Unicode names", async () => {
    // APPNOTE appendix D; 0x81 is ü in CP437, https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/PC/CP437.TXT.
    const unicode = Buffer.concat([Buffer.of(1, 0, 0, 0, 0), utf8("三.png")]);
    unicode.writeUInt32LE(crc32(Buffer.of(0x3f)), 1);
    const read = await unzipHandmade([
      {name: utf8("é.png")},
      {name: Buffer.from([0x81, 0x2e, 0x70, 0x6e, 0x67])},
      {name: Buffer.of(0x3f), centralExtra: extraField(0x7075, unicode)}
    ]);
    expect([...read.keys()]).toEqual(["é.png", "ü.png", "三.png"]);
  });

  it("reports how many bytes a file takes on disk", async () => {
    const entries = [
      {name: "a", contents: long, deflated: true},
      {name: "b", contents: long}
    ];
    writeFileSync(path, handmadeZip(entries));
    const archive = await openArchive(path);
    expect(archive.file("b")).toMatchObject({name: `${path}/b`, size: long.length, bytesOnDisk: long.length});
    expect(archive.file("a").bytesOnDisk).toBe(deflateRawSync(long).length);
    await archive.close();
  });

  it("reads many files concurrently", async () => {
    const names = Array.from({length: 500}, (_, i) => `${i}.png`);
    writeFileSync(path, zipSync(Object.fromEntries(names.map((name, i) => [name, noise.subarray(i, 2 * i)]))));
    const archive = await openArchive(path);
    const read = await Promise.all(names.map((name) => archive.file(name).bytes()));
    read.forEach((bytes, i) => expect(noise.subarray(i, 2 * i).equals(bytes)).toBe(true));
    await archive.close();
  });

  it("allows readers to stop before the end of a file, repeatedly", async () => {
    writeFileSync(path, zipSync({a: long, b: [long, {level: 0}]}));
    const archive = await openArchive(path);
    for (let i = 0; i < 50; ++i) {
      for (const name of archive.paths) {
        for await (const chunk of archive.file(name).chunks()) {
          expect(long.subarray(0, chunk.length).equals(chunk)).toBe(true);
          break;
        }
      }
    }
    await archive.close();
  });
});

describe("openArchive(path) refuses", () => {
  const contents = utf8("ten digits");
  const plain = {name: "a", contents};

  it.each([
    "../a",
    "a/../b",
    "..",
    "/etc/passwd",
    "C:\\x",
    "c:x",
    "a\\b",
    "..\\a",
    "a/./b",
    "./a",
    "a//b",
    "a//",
    "/",
    "",
    "a\0.png",
    "a\n.png",
    "a\x1b[31m",
    "\u009b",
    "a\x7f"
  ])("the name %j", async (name) => {
    for (const given of [name, utf8(name)]) {
      const message = await refusal(unzipHandmade([plain, {name: given, contents}]));
      const shown = name.replace(/\s*\p{Cc}+\s*/gu, " ");
      expect(message).toBe(`${path}: expected entries with plain relative names, got "${shown}"`);
    }
  });

  it("a name that claims to be UTF-8 but is not", async () => {
    const name = Buffer.of(0x61, 0xff);
    const message = await refusal(unzipHandmade([{name, central: {flags: 0x800}}]));
    expect(message).toMatch(/: expected entries with plain relative names, got "a\ufffd"$/);
  });

  it("an unsafe Unicode name in the extra field of a safe name", async () => {
    const unicode = Buffer.concat([Buffer.of(1, 0, 0, 0, 0), utf8("../a")]);
    unicode.writeUInt32LE(crc32(utf8("a")), 1);
    const message = await refusal(unzipHandmade([{name: "a", centralExtra: extraField(0x7075, unicode)}]));
    expect(message).toBe(`${path}: expected entries with plain relative names, got "../a"`);
  });

  it("two files of one name, but not two names that differ by case", async () => {
    expect(await refusal(unzipHandmade([plain, {name: "b"}, plain]))).toBe(
      `${path}/a: expected one file of this name, got two or more`
    );
    expect([...(await unzipHandmade([plain, {name: "A"}])).keys()]).toEqual(["A", "a"]);
  });

  it.each([
    ["0120777", "a symbolic link"],
    ["0010644", "a device"],
    ["0020644", "a device"],
    ["0060644", "a device"],
    ["0140644", "a device"]
  ])("a file of the kind %s: APPNOTE 4.4.15, Unix's st_mode in the upper half", async (mode, kind) => {
    const central = {externalAttributes: parseInt(mode, 8) * 0x10000, madeBy: (3 << 8) + 20};
    const message = await refusal(unzipHandmade([plain, {name: "link", contents: utf8("/etc/passwd"), central}]));
    expect(message).toBe(`${path}/link: expected a file or a folder, got ${kind}`);
  });

  it("a file with a password", async () => {
    expect(await refusal(unzipHandmade([{...plain, central: {flags: 1}}]))).toBe(
      `${path}/a: expected a file without a password, got an encrypted one`
    );
    expect(await refusal(unzipHandmade([{...plain, central: {flags: 0x41}}]))).toBe(
      `${path}: expected a whole zip archive, got a damaged one (strong encryption is not supported)`
    );
  });

  it.each([1, 6, 9, 12, 14, 93, 99])("the compression method %i", async (method) => {
    expect(await refusal(unzipHandmade([{...plain, central: {method}}]))).toBe(
      `${path}/a: expected a stored or deflated file, got compression method ${method}`
    );
  });

  it("fewer or more bytes than a stored or a deflated file promises, small or large", async () => {
    const stored = await refusal(unzipHandmade([{...plain, central: {size: 11}}]));
    expect(stored).toBe(`${path}/a: expected 11 stored bytes, got 10`);
    for (const bytes of [contents, long]) {
      const {length} = bytes;
      const lying = (size: number) =>
        refusal(unzipHandmade([{name: "a", contents: bytes, deflated: true, central: {size}}]));
      expect(await lying(length + 1)).toBe(`${path}/a: expected ${length + 1} bytes, got ${length}`);
      expect(await lying(length - 1)).toBe(`${path}/a: expected ${length - 1} bytes, got more`);
      expect(await lying(0)).toBe(`${path}/a: expected 0 bytes, got more`);
    }
  });

  it("bytes with another CRC-32, small or large, stored or deflated, and yields none of a small file", async () => {
    for (const bytes of [contents, long]) {
      for (const deflated of [false, true]) {
        writeFileSync(path, handmadeZip([{name: "a", contents: bytes, deflated, central: {crc: 0x1234}}]));
        const archive = await openArchive(path);
        const file = archive.file("a");
        const expected = `${path}/a: expected the CRC-32 00001234, got ${crc32(bytes).toString(16).padStart(8, "0")}`;
        expect(await refusal(file.bytes())).toBe(expected);
        expect(await refusal(readChunks(file.chunks()))).toBe(expected);
        if (bytes === contents) expect(await refusal(file.chunks().next())).toBe(expected);
        await archive.close();
      }
    }
  });

  it("deflated data that are cut short or damaged, small or large", async () => {
    for (const bytes of [noise.subarray(0, 1000), long]) {
      const data = deflateRawSync(bytes);
      const damagedEntry = (wrong: Uint8Array) =>
        refusal(unzipHandmade([{name: "a", contents: bytes, deflated: true, data: wrong}]));
      expect(await damagedEntry(data.subarray(0, -1))).toBe(
        `${path}/a: expected a whole zip entry, got one that is cut short`
      );
      // The block type 11 is reserved: RFC 1951, 3.2.3.
      expect(await damagedEntry(Buffer.concat([Buffer.of(0b111), data]))).toBe(
        `${path}/a: expected a whole zip entry, got a damaged one (invalid block type)`
      );
    }
  });

  it("an invalid local header, or one that overlaps what follows", async () => {
    expect(await refusal(unzipHandmade([plain, {...plain, name: "b", local: {signature: 0x04034b51}}]))).toBe(
      `${path}/b: expected a local file header, got something else`
    );
    expect(await refusal(unzipHandmade([{...plain, local: {extraLength: 1}}]))).toBe(
      `${path}/a: expected an entry of its own, got one that overlaps another, or the directory`
    );
  });

  it("overlapping entries: two with one header", async () => {
    const entries = [plain, {...plain, name: "b", central: {offset: 0}}];
    expect(await refusal(unzipHandmade(entries))).toMatch(
      /\/[ab]: expected an entry of its own, got one that overlaps another, or the directory$/
    );
  });

  it("overlapping entries: each file's data hold the headers of later files", async () => {
    // The first bomb of https://www.bamsoftware.com/hacks/zipbomb/: headers quoted in stored blocks before one kernel.
    const kernel = deflateRawSync(Buffer.alloc(100_000));
    const last = {name: "c", data: kernel, contents: Buffer.alloc(100_000), local: {method: 8}};
    const header = localOf(last);
    const quoting = Buffer.from([0, header.length, 0, ~header.length & 0xff, 0xff]);
    const size = 100_000 + header.length;
    const compressedSize = quoting.length + header.length + kernel.length;
    const message = await refusal(
      unzipHandmade([
        {name: "b", data: quoting, central: {method: 8, size, compressedSize}},
        {...last, central: {method: 8}}
      ])
    );
    expect(message).toBe(`${path}/b: expected an entry of its own, got one that overlaps another, or the directory`);
  });

  it("an entry beyond the end of the archive", async () => {
    const wrong = [
      {central: {offset: 0x7fffffff}},
      {central: {offset: Number.MAX_SAFE_INTEGER}, zip64: true},
      {central: {compressedSize: 0x7fffffff, size: 0x7fffffff}},
      {central: {compressedSize: Number.MAX_SAFE_INTEGER, size: Number.MAX_SAFE_INTEGER}, zip64: true}
    ];
    for (const fields of wrong) {
      expect(await refusal(unzipHandmade([{...plain, ...fields}]))).toBe(
        `${path}/a: expected an entry of its own, got one that overlaps another, or the directory`
      );
    }
  });

  it("a directory with more or fewer entries than promised", async () => {
    const three = [plain, {name: "b"}, {name: "c"}];
    // Writers without zip64 produce this past 65,535 entries, where their count wraps to 0.
    for (const entries of [0, 1, 2]) {
      expect(await refusal(unzipHandmade(three, {end: {entries}}))).toBe(
        `${path}: expected a whole zip archive, got a damaged one (more than ${entries} entries)`
      );
    }
    expect(await refusal(unzipHandmade(three, {zip64: {entries: 2}, afterDirectory: Buffer.alloc(4)}))).toBe(
      `${path}: expected a whole zip archive, got a damaged one (more than 2 entries)`
    );
    expect(await refusal(unzipHandmade(three, {end: {entries: 4}}))).toMatch(
      /: expected a whole zip archive, got a damaged one \(no room for 4 entries\)$/
    );
    expect(await refusal(unzipHandmade(three, {end: {entries: 4}, comment: Buffer.alloc(60)}))).toMatch(
      /: expected a whole zip archive, got a damaged one \(invalid central directory file header signature: /
    );
  });

  it("a promise of too many entries, immediately", async () => {
    const most = `${path}: expected at most 1000000 files, got a promise of`;
    for (const entries of [1_000_001, 1e9, Number.MAX_SAFE_INTEGER]) {
      expect(await refusal(unzipHandmade([plain], {zip64: {entries}}))).toBe(`${most} ${entries}`);
    }
    expect(await refusal(unzipHandmade([plain], {zip64: {entries: 1_000_000}}))).toMatch(
      /\(no room for 1000000 entries\)$/
    );
  });

  it("an archive over several disks", async () => {
    expect(await refusal(unzipHandmade([plain], {end: {disk: 1}}))).toMatch(/multi-disk zip files are not supported/);
  });

  it("more entries or longer names than the limits", async () => {
    writeFileSync(path, handmadeZip([plain, {name: "b"}, {name: "c"}]));
    expect(await refusal(openArchive(path, fileCounter(path, 2)))).toBe(`${path}: expected at most 2 files, got more`);
    expect(await refusal(openArchive(path, fileCounter(path, 3, 2)))).toBe(
      `${path}: expected names of 2 characters in all, got more`
    );
    await (await openArchive(path, fileCounter(path, 3, 3))).close();
  });

  it("a bomb by its promised size: of one file, or of all files", async () => {
    const bomb = (megabytes: number): HandmadeEntry => ({
      name: `${megabytes}`,
      data: Buffer.alloc(1000),
      central: {method: 8, size: megabytes * 2 ** 20}
    });
    expect(await refusal(unzipHandmade([plain, bomb(65)]))).toBe(
      `${path}/65: expected one that unzips to at most 64 MB or 100 times its size, got 1000 bytes that unzip to ${65 * 2 ** 20}`
    );
    expect(await refusal(unzipHandmade([bomb(20), bomb(21), bomb(24)]))).toBe(
      `${path}: expected one that unzips to at most 64 MB or 100 times its size, got 3000 bytes that unzip to ${65 * 2 ** 20}`
    );
  });

  it("a bomb that promises a small size, without unzipping it", async () => {
    const data = deflateRawSync(Buffer.alloc(200 * 2 ** 20), {level: 1});
    const entries = [{name: "a", data, central: {method: 8, size: 100_000}}];
    const before = process.memoryUsage.rss();
    expect(await refusal(unzipHandmade(entries))).toBe(`${path}/a: expected 100000 bytes, got more`);
    expect(process.memoryUsage.rss() - before).toBeLessThan(100e6);
  });

  it("bytes before or after the archive", async () => {
    const archive = handmadeZip([plain]);
    expect(await refusal(unzip(Buffer.concat([utf8("MZ"), archive])))).toBe(
      `${path}: expected a zip archive, got a file that does not begin as one`
    );
    expect(await refusal(unzip(Buffer.concat([archive, archive])))).toMatch(
      /: expected a whole zip archive, got a damaged one \(.+\)$/
    );
    expect(await refusal(unzip(Buffer.concat([archive, utf8("\n")])))).toMatch(
      /: expected a whole zip archive, got a damaged one \(Invalid comment length/
    );
  });

  it("an archive cut at any byte", async () => {
    const archive = handmadeZip([plain, {name: "b", contents, deflated: true}]);
    for (let length = 0; length < archive.length; ++length) {
      expect(await refusal(unzip(archive.subarray(0, length)))).toMatch(
        /^\S+\/a\.zip: expected a (whole )?zip archive, /
      );
    }
  });

  it("an archive that is truncated while open", async () => {
    writeFileSync(path, handmadeZip([{name: "a", contents: long}]));
    const archive = await openArchive(path);
    truncateSync(path, 1000);
    expect(await refusal(archive.file("a").bytes())).toBe(
      `${path}: expected the archive that was opened, got one that is shorter now`
    );
    await archive.close();
  });

  it("a missing file", async () => {
    expect(await refusal(openArchive(path))).toBe(`${path}: expected a file that can be read, got nothing there`);
  });

  it.runIf(existsSync("/proc/self/fd"))("and leaves no file open", async () => {
    const openFiles = () => readdirSync("/proc/self/fd").length;
    const before = openFiles();
    for (let i = 0; i < 20; ++i) {
      await refusal(unzipHandmade([{name: "../a"}]));
      await refusal(unzipHandmade([plain], {end: {entries: 2}}));
      await refusal(unzip(utf8("no zip")));
    }
    expect(openFiles()).toBeLessThan(before + 20);
  });
});

describe("an archive with random damage", () => {
  const files = new Map(
    Object.entries({
      "train.csv": utf8("label,pixel0\n".repeat(30)),
      "train/0/a.png": noise.subarray(0, 300),
      "train/1/b.png": utf8("b"),
      "long.csv": Buffer.concat([noise.subarray(0, 20_000), Buffer.alloc(60_000), noise.subarray(0, 20_000)])
    })
  );
  const stored = (name: string): [Buffer, {level: 0 | 6}] => [files.get(name)!, {level: name.endsWith(".png") ? 0 : 6}];
  const archives = [
    zipSync(Object.fromEntries([...files.keys()].map((name) => [name, stored(name)]))),
    handmadeZip(
      [...files].map(([name, contents]) => ({name, contents, zip64: true, deflated: name.endsWith(".csv")})),
      {zip64: {}, comment: utf8("a comment")}
    )
  ];

  /** Half of the damage hits headers and directory, because the long file's data fill most of the archive. */
  const place = fc.oneof(fc.double({min: 0, max: 1, noNaN: true}), fc.double({min: 0.97, max: 1, noNaN: true}));
  const damage = fc.oneof(
    fc.record({at: place, cut: fc.constant(1), insert: fc.uint8Array({minLength: 1, maxLength: 1})}),
    fc.record({at: place, cut: fc.nat(100), insert: fc.constant(new Uint8Array(0))}),
    fc.record({at: place, cut: fc.nat(4), insert: fc.uint8Array({maxLength: 40})}),
    fc.record({at: place, cut: fc.constantFrom(2, 4), insert: fc.constantFrom(Buffer.alloc(4, 255), Buffer.alloc(2))})
  );

  it.each([
    ["zip", archives[0]!],
    ["zip64", archives[1]!]
  ])("gives an InputError that names it, or the very bytes: %s", async (_, archive) => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(damage, {minLength: 1, maxLength: 2}), async (damages) => {
        const damaged = damages.reduce((bytes, {at, cut, insert}) => {
          const start = Math.floor(at * bytes.length);
          return Buffer.concat([bytes.subarray(0, start), insert, bytes.subarray(start + cut)]);
        }, Buffer.from(archive));
        const read = await unzip(damaged).catch((error: unknown) => error);
        if (read instanceof InputError) {
          ++refused;
          expect(read.message).toContain(path);
          return;
        }
        expect(read).toBeInstanceOf(Map);
        // If its name was damaged, a file has another name or is hidden, but its bytes are still its own.
        for (const [name, bytes] of read as Map<string, Buffer>) {
          const originals = files.has(name) ? [files.get(name)!] : [...files.values()];
          expect(originals.some((original) => original.equals(bytes))).toBe(true);
        }
      }),
      {numRuns: 400}
    );
    expect(refused).toBeGreaterThan(200);
  });
});

describe("isZip(path)", () => {
  it("decides by the first bytes, not by the name", async () => {
    writeFileSync(path, zipSync({a: utf8("a")}));
    expect(await isZip(path)).toBe(true);
    writeFileSync(join(dir, "train"), zipSync({}));
    expect(await isZip(join(dir, "train"))).toBe(true);
    for (const bytes of ["", "P", "PK", "label,pixel0", "PK\x03\x05"]) {
      writeFileSync(path, bytes);
      expect(await isZip(path)).toBe(false);
    }
  });
});
