import {basename, dirname, join} from "node:path";
import {describe, expect, it} from "vitest";
import {CACHE, ROOT} from "../../loaders/paths.js";
import {diskError, withPath} from "../../loaders/systemErrors.js";
import {InputError} from "../../src/inputError.js";

/** Returns an error like Node's, https://nodejs.org/api/errors.html#class-systemerror */
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

  it("names the project's folder for other files in it, and the parent folder for files outside", () => {
    expect(diskError(systemError("ENOSPC", {path: join(ROOT, "dist", "index.html")}))!.message).toBe(
      `${ROOT.slice(0, -1)}: expected a disk with room, got a full one (free some)`
    );
    expect(diskError(systemError("EACCES", {path: "/elsewhere/file"}))!.source).toBe("/elsewhere");
    expect(diskError(systemError("ENOSPC"))!.source).toBe("the disk");
  });

  it("names the destination of a copy, and the final name of a partial folder", () => {
    const path = join(dirname(CACHE), `.${basename(CACHE)}.partial`, "train.csv");
    expect(
      diskError(Object.assign(systemError("ENOSPC", {path: "/from", syscall: "copyfile"}), {dest: path}))!.source
    ).toBe(CACHE);
  });

  it("names a mount point that can't be replaced, not its replacement", () => {
    const error = systemError("EBUSY", {path: CACHE, syscall: "rename"});
    expect(diskError(Object.assign(error, {dest: join(dirname(CACHE), ".cache.old")}))!.message).toBe(
      `${CACHE}: expected a folder that can be replaced, got a mount point (mount the folder around it, or name another folder with HANDSCOPE_CACHE)`
    );
  });

  it("treats mkdir's ENOENT as a folder that can't be written to, which it means in Node", () => {
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
  it("adds a missing path to a system error, and keeps an existing one", () => {
    expect(withPath(systemError("ENOSPC"), "/a")).toMatchObject({path: "/a"});
    expect(withPath(systemError("ENOSPC", {path: "/b"}), "/a")).toMatchObject({path: "/b"});
    expect(withPath(new Error("no"), "/a")).not.toHaveProperty("path");
  });
});
