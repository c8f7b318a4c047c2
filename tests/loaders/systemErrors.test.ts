import {basename, dirname, join} from "node:path";
import {describe, expect, it} from "vitest";
import {CACHE, ROOT} from "../../loaders/paths.js";
import {diskError, withPath} from "../../loaders/systemErrors.js";
import {InputError} from "../../src/inputError.js";

/** An error as Node makes it, https://nodejs.org/api/errors.html#class-systemerror */
function systemError(code: string, more: {path?: string; syscall?: string} = {}): Error {
  return Object.assign(new Error(`${code}: something, write`), {code, errno: -1, ...more});
}

describe("diskError(error)", () => {
  it.each([
    ["ENOSPC", "expected a disk with room, got a full one (free some, or name another folder with HANDSCOPE_CACHE)"],
    ["EDQUOT", "expected a disk with room, got a quota that is used up"],
    ["EROFS", "expected a folder that can be written to, got a read-only disk"],
    ["EACCES", "expected a folder that can be written to, got no permission"],
    ["ENOTDIR", "expected a folder, got a file in its place"]
  ])("names the folder that %s is about, and what helps", (code, message) => {
    const error = diskError(systemError(code, {path: join(CACHE, "set-1", "train-images")}));
    expect(error).toBeInstanceOf(InputError);
    expect(error!.message.startsWith(`${CACHE}: ${message}`)).toBe(true);
  });

  it("names the project's folder for what lies elsewhere in it, and for others the folder that holds the file", () => {
    expect(diskError(systemError("ENOSPC", {path: join(ROOT, "dist", "index.html")}))!.message).toBe(
      `${ROOT.slice(0, -1)}: expected a disk with room, got a full one (free some)`
    );
    expect(diskError(systemError("EACCES", {path: "/elsewhere/file"}))!.source).toBe("/elsewhere");
    expect(diskError(systemError("ENOSPC"))!.source).toBe("the disk");
  });

  it("names what a copy or a folder in the making is to be, not where it comes from", () => {
    const path = join(dirname(CACHE), `.${basename(CACHE)}.partial`, "train.csv");
    expect(
      diskError(Object.assign(systemError("ENOSPC", {path: "/from", syscall: "copyfile"}), {dest: path}))!.source
    ).toBe(CACHE);
  });

  it("names a mount point that can't be replaced, not what was to take its name", () => {
    const error = systemError("EBUSY", {path: CACHE, syscall: "rename"});
    expect(diskError(Object.assign(error, {dest: join(dirname(CACHE), ".cache.old")}))!.message).toBe(
      `${CACHE}: expected a folder that can be replaced, got a mount point (mount the folder around it, or name another folder with HANDSCOPE_CACHE)`
    );
  });

  it("takes mkdir's ENOENT for a folder that can't be written to, which is what Node means by it", () => {
    const error = diskError(systemError("ENOENT", {path: join(CACHE, "a"), syscall: "mkdir"}));
    expect(error!.expected).toBe("a folder that can be written to");
  });

  it("leaves other errors alone", () => {
    expect(diskError(new Error("no"))).toBeUndefined();
    expect(diskError(new InputError("a", "b", "c"))).toBeUndefined();
    expect(diskError(systemError("ENOENT", {path: "/a", syscall: "open"}))).toBeUndefined();
    expect(diskError(systemError("EACCES", {syscall: "listen"}))).toBeUndefined();
  });
});

describe("withPath(error, path)", () => {
  it("gives an error of the system the path that it lacks, and keeps one that it has", () => {
    expect(withPath(systemError("ENOSPC"), "/a")).toMatchObject({path: "/a"});
    expect(withPath(systemError("ENOSPC", {path: "/b"}), "/a")).toMatchObject({path: "/b"});
    expect(withPath(new Error("no"), "/a")).not.toHaveProperty("path");
  });
});
