import {cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {hashFiles, hashFolder, hashOf} from "../../../loaders/buildCache/hashes.js";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "handscope-hashes-"));
  mkdirSync(join(dir, "run", "model"), {recursive: true});
  writeFileSync(join(dir, "run", "run.json"), "{}");
  writeFileSync(join(dir, "run", "model", "weights.bin"), Uint8Array.of(1, 2, 3));
});
afterEach(() => rmSync(dir, {recursive: true}));

describe("hashFolder(dir)", () => {
  it.each([
    ["a byte", () => writeFileSync(join(dir, "run", "model", "weights.bin"), Uint8Array.of(1, 2, 4))],
    ["a name", () => renameSync(join(dir, "run", "run.json"), join(dir, "run", "about.json"))],
    ["a file more", () => writeFileSync(join(dir, "new"), "")],
    ["a file less", () => rmSync(join(dir, "run", "run.json"))]
  ])("differs by %s", async (_, change) => {
    const before = await hashFolder(dir);
    change();
    expect(await hashFolder(dir)).not.toBe(before);
  });

  it("is the same of a copy, and of the same bytes written again", async () => {
    const before = await hashFolder(join(dir, "run"));
    cpSync(join(dir, "run"), join(dir, "copy"), {recursive: true});
    expect(await hashFolder(join(dir, "copy"))).toBe(before);
    writeFileSync(join(dir, "run", "run.json"), "{}");
    expect(await hashFolder(join(dir, "run"))).toBe(before);
  });

  it("doesn't count what is left out, and takes a missing folder for an empty one", async () => {
    const leaveOut = (path: string) => path === "run/model" || path.startsWith(".");
    const before = await hashFolder(dir, leaveOut);
    writeFileSync(join(dir, "run", "model", "weights.bin"), "");
    mkdirSync(join(dir, ".unfinished"));
    writeFileSync(join(dir, ".unfinished", "run.json"), "");
    expect(await hashFolder(dir, leaveOut)).toBe(before);
    mkdirSync(join(dir, "empty"));
    expect(await hashFolder(join(dir, "missing"))).toBe(await hashFolder(join(dir, "empty")));
  });
});

describe("hashFiles(paths)", () => {
  it("resolves to the SHA-256 of each, in order, and to null for a missing one", async () => {
    // SHA-256 of "{}": printf '{}' | sha256sum
    expect(await hashFiles([join(dir, "missing"), join(dir, "run", "run.json")])).toEqual([
      null,
      "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    ]);
  });
});

describe("hashOf(value)", () => {
  it("tells values apart, also those whose texts are alike when joined", () => {
    expect(hashOf(["ab", "c"])).not.toBe(hashOf(["a", "bc"]));
    expect(hashOf({a: 1})).toBe(hashOf({a: 1}));
    expect(hashOf("x")).toMatch(/^[0-9a-f]{32}$/);
  });
});
