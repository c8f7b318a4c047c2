import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {listClassFolders} from "../../../loaders/layouts/classFolders.js";
import {InputError} from "../../../src/inputError.js";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "handscope-classes-"));
});

afterEach(() => rmSync(dir, {recursive: true, force: true}));

function put(...files: string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(dir, file)), {recursive: true});
    writeFileSync(join(dir, file), "");
  }
}

async function refusal(folder = dir): Promise<string> {
  const error: unknown = await listClassFolders(folder).then(
    () => undefined,
    (reason: unknown) => reason
  );
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).message;
}

describe("listClassFolders(dir)", () => {
  it("lists images by class and then by name, with their class as label", async () => {
    put("3/b.png", "3/a.png", "0/z.jpg", "9/m.webp");
    expect(await listClassFolders(dir)).toEqual([
      {path: join(dir, "0", "z.jpg"), label: 0},
      {path: join(dir, "3", "a.png"), label: 3},
      {path: join(dir, "3", "b.png"), label: 3},
      {path: join(dir, "9", "m.webp"), label: 9}
    ]);
  });

  it("knows images by their usual endings, in any case", async () => {
    const names = ["a.PNG", "b.jpg", "c.jpeg", "d.JPG", "e.webp", "f.gif", "g.tif", "h.tiff", "i.avif", "j.bmp"];
    put(...names.map((name) => `1/${name}`));
    expect((await listClassFolders(dir)).map(({path}) => path)).toEqual(names.map((name) => join(dir, "1", name)));
  });

  it("passes over hidden files, files that are no images, and folders that are no class", async () => {
    put("1/a.png", "1/.b.png", "1/Thumbs.db", "1/notes.txt", "10/c.png", "x/d.png", ".1/e.png", "readme.md");
    expect(await listClassFolders(dir)).toEqual([{path: join(dir, "1", "a.png"), label: 1}]);
  });

  it("refuses a folder without classes", async () => {
    put("ten/a.png");
    expect(await refusal()).toBe(`${dir}: expected folders named 0 to 9, got none`);
  });

  it("refuses a class without images", async () => {
    put("0/a.png", "1/notes.txt");
    expect(await refusal()).toBe(`${join(dir, "1")}: expected at least one image, got none`);
  });

  it("refuses a file where a folder should be", async () => {
    put("0/a.png", "1");
    expect(await refusal()).toBe(`${join(dir, "1")}: expected a folder of images, got a file`);
    expect(await refusal(join(dir, "1"))).toBe(`${join(dir, "1")}: expected folders named 0 to 9, got a file`);
  });
});
