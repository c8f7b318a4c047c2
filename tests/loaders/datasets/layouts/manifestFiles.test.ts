import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {findManifestFiles} from "../../../../loaders/datasets/layouts/manifestFiles.js";
import {InputError} from "../../../../src/inputError.js";

const rows = (...files: string[]) => files.map((file, i) => ({file, label: i % 10, line: i + 2}));

function find(path: string, paths: string[], ...files: string[]) {
  return findManifestFiles(rows(...files), {path, source: path, paths});
}

describe("findManifestFiles(rows, {path, source, paths})", () => {
  it("takes files as relative to the manifest's own folder", () => {
    expect(find("in/train.csv", ["in/a.png", "a.png", "in/sub/b.png"], "a.png", "sub/b.png")).toEqual([
      {path: "in/a.png", label: 0, split: "train"},
      {path: "in/sub/b.png", label: 1, split: "train"}
    ]);
  });

  it("finds a file by its name alone; among several, in the folder of the manifest's split", () => {
    const paths = ["train_v2/train/1.jpg", "test_v2/test/1.jpg", "train_v2/train/2.jpg"];
    expect(find("written_name_train_v2.csv", paths, "1.jpg", "2.jpg").map(({path}) => path)).toEqual([
      paths[0],
      paths[2]
    ]);
    expect(find("written_name_test_v2.csv", paths, "1.jpg").map(({path}) => path)).toEqual([paths[1]]);
  });

  it("prefers the split of a row to that of the manifest's name, and keeps the row's writer", () => {
    const row = {file: "a.png", label: 3, line: 2, writer: "w", split: "test" as const};
    expect(findManifestFiles([row], {path: "train.csv", source: "s", paths: ["a.png"]})).toEqual([
      {path: "a.png", label: 3, split: "test", writer: "w"}
    ]);
  });

  it.each([
    ["../a.png", 'm.csv:2: expected a file in the manifest\'s folder, got "../a.png"'],
    ["/etc/passwd", 'm.csv:2: expected a file in the manifest\'s folder, got "/etc/passwd"'],
    ["C:\\x.png", 'm.csv:2: expected a file in the manifest\'s folder, got "C:\\x.png"'],
    ["sub\\..\\..\\a.png", 'm.csv:2: expected a file in the manifest\'s folder, got "sub\\..\\..\\a.png"'],
    ["a\0.png", 'm.csv:2: expected a file in the manifest\'s folder, got "a .png"'],
    ["none.png", 'm.csv:2: expected the image "none.png", got nothing there'],
    ["twice.png", 'm.csv:2: expected the image "twice.png", got 2 of that name']
  ])("refuses %j", (file, message) => {
    expect(() => find("m.csv", ["a.png", "x/twice.png", "y/twice.png"], file)).toThrow(message);
  });

  it("refuses an existing file outside its folder, and a file from an earlier row", () => {
    expect(() => find("in/m.csv", ["a.png", "in/b.png"], "../a.png")).toThrow(
      "expected a file in the manifest's folder"
    );
    expect(() => find("m.csv", ["a.png"], "a.png", "./a.png")).toThrow(
      'm.csv:3: expected each image once, got "./a.png" again'
    );
  });

  it("never leaves the manifest's folder, for any names, and reports each rejected row", () => {
    const paths = ["in/a", "in/b/a", "out", "in2/a"];
    const name = fc.array(fc.constantFrom("..", ".", "a", "b", "in", "out", "", "in2"), {maxLength: 5});
    fc.assert(
      fc.property(fc.array(name, {maxLength: 6}), (names) => {
        const errors: InputError[] = [];
        const list = rows(...names.map((parts) => parts.join("/")));
        const files = findManifestFiles(
          list,
          {path: "in/m.csv", source: "m", paths},
          (_, error) => void errors.push(error)
        );
        for (const {path} of files) expect(["in/a", "in/b/a"]).toContain(path);
        expect(files.length + errors.length).toBe(list.length);
      })
    );
  });
});
