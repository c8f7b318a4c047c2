import {describe, expect, it} from "vitest";
import {
  contentsOf,
  describeContents,
  isForeign,
  zipContents
} from "../../../../loaders/datasets/contents/fileContents.js";

// First bytes from the formats' own descriptions: Wikipedia's list of file signatures
// (https://en.wikipedia.org/wiki/List_of_file_signatures), Git LFS's specification, and Python's pickletools.

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe("contentsOf(head)", () => {
  it.each([
    ["<!DOCTYPE html><html></html>", "a web page"],
    ["<html><head>", "a web page"],
    ["%PDF-1.7\n", "a PDF"],
    ["\x80\x04\x95", "a pickle"],
    ["7z\xbc\xaf\x27\x1c", "a 7z archive"],
    ["Rar!\x1a\x07\x01\0", "a RAR archive"],
    ["\x89HDF\r\n\x1a\n", "HDF5"],
    ["MATLAB 7.3 MAT-file, Platform: GLNXA64", "a MATLAB 7.3 file (HDF5)"],
    ["version https://git-lfs.github.com/spec/v1\noid sha256:4d", "a Git LFS pointer"],
    ["SQLite format 3\0", "an SQLite database"],
    ["BZh91AY&SY", "a bzip2 file"],
    ["\xfd7zXZ\0", "an xz file"],
    [`${"a".padEnd(257, "\0")}ustar`, "a tar archive"],
    ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (Word, Excel)"],
    ["PK\x03\x04\x14\0\0\0\x08\0word/document.xml", "a Word document"],
    ["PK\x03\x04\x14\0\0\0\x08\0xl/workbook.xml", "an Excel workbook"],
    ["PK\x03\x04\0\0\x08\x08archive/data.pklFB", "a PyTorch file"],
    ['{"label": 3}', "JSON"],
    ["% comment\n@RELATION mnist_784\n", "an ARFF table (Weka)"],
    ["5 153:3 154:18 155:18\n", "a LIBSVM table"]
  ])("%j is %s, with a way out", (start, what) => {
    const contents = contentsOf(bytes(start));
    expect([contents.what, isForeign(contents)]).toEqual([what, true]);
    expect(describeContents(contents)).toBe(`${what}; ${contents.wayOut}`);
  });

  it("has no remedy for an empty file", () => {
    expect(contentsOf(bytes(""))).toEqual({what: "an empty file", wayOut: ""});
  });

  it("quotes the first line of any other text, and calls other bytes unknown", () => {
    expect(contentsOf(bytes("label,pixel0\n7,0"))).toEqual({what: 'a text that begins "label,pixel0"', wayOut: ""});
    expect(contentsOf(bytes("\x01\x02\x03\x04"))).toEqual({what: "a file of a kind that is not known", wayOut: ""});
  });
});

describe("zipContents(paths)", () => {
  it("distinguishes documents and program files from plain archives", () => {
    expect(zipContents(["[Content_Types].xml", "word/document.xml"])?.what).toBe("a Word document");
    expect(zipContents(["model/data.pkl", "model/version"])?.what).toBe("a PyTorch file");
    expect(zipContents(["train.csv", "keyword/a.png"])).toBeUndefined();
  });
});
