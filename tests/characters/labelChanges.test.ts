import {describe, expect, it} from "vitest";
import {formatLabelChanges, parseLabelChanges, type LabelChange} from "../../src/characters/labelChanges.js";
import {normalizeTag} from "../../src/characters/marks.js";

const HASH = "0123456789abcdef";
const change = (rest: Partial<LabelChange> = {}): LabelChange => ({
  split: "test",
  index: 12,
  hash: HASH,
  was: "4",
  tags: [],
  ...rest
});
const HEADER = "split,index,hash,label,new_label,tags";
const parse = (...lines: string[]) => parseLabelChanges(lines.join("\n"), "tags.csv");

describe("the file of labels and tags", () => {
  it("has a line an image, with what a spreadsheet takes for no number", () => {
    expect(formatLabelChanges([change({label: "9", tags: ["blurred", "cut off"]}), change({label: null})])).toBe(
      `${HEADER}\ntest,12,sha256:${HASH},4,9,blurred; cut off\ntest,12,sha256:${HASH},4,(none),\n`
    );
  });

  it("comes back the same, with classes and tags that have commas, quotes and line breaks' names", () => {
    const changes = [
      change({label: 'say "a", b', was: "x, y", tags: ['the "odd", one', "ü"]}),
      change({split: "train", index: 0, tags: ["blurred"]}),
      change({label: null, was: ""})
    ];
    const {rows, refused} = parseLabelChanges(formatLabelChanges(changes), "tags.csv");
    expect(refused).toEqual([]);
    expect(rows.map((row) => row.change)).toEqual(changes);
    expect(rows.map(({line}) => line)).toEqual([2, 3, 4]);
  });

  it("is read with its columns in any order, among others, without tags, and with a byte-order mark and CRLF", () => {
    const {rows, refused} = parseLabelChanges(
      `\uFEFFnote,new_label,label,hash,index,split\r\nmine,9,4,SHA256:${HASH.toUpperCase()},12,test\r\n\r\n`,
      "tags.csv"
    );
    expect(refused).toEqual([]);
    expect(rows).toEqual([{line: 2, change: change({label: "9"})}]);
  });

  it.each([
    ["", "split, index, hash, label, new_label"],
    ["split,index,label", "hash, new_label"],
    ["id,label\n1,4", "split, index, hash, new_label"],
    ["\u0000\u0001\u0002", "split, index, hash, label, new_label"]
  ])("is refused without its columns: %j", (text, missing) => {
    expect(() => parseLabelChanges(text, "tags.csv")).toThrow(
      `tags.csv: expected the columns split, index, hash, label, new_label, tags, got none called ${missing}`
    );
  });

  it.each([
    [`test,12,sha256:${HASH},4,9`, "5 fields, not 6"],
    [`,12,sha256:${HASH},4,9,`, "no split"],
    [`test,-1,sha256:${HASH},4,9,`, 'index "-1" is no whole number'],
    [`test,1e3,sha256:${HASH},4,9,`, 'index "1e3" is no whole number'],
    [`test,99999999999999999999,sha256:${HASH},4,9,`, 'index "99999999999999999999" is no whole number'],
    ["test,12,1.23457E+15,4,9,", 'hash "1.23457E+15" is not sha256: and 16 hex digits'],
    [`test,12,${"a".repeat(5000)},4,9,`, `hash "${"a".repeat(24)}…" is not sha256: and 16 hex digits`]
  ])("leaves a bad row out and says why: %j", (line, why) => {
    expect(parse(HEADER, line, `test,1,${HASH},4,9,`)).toEqual({
      rows: [{line: 3, change: change({index: 1, label: "9"})}],
      refused: [{line: 2, why}]
    });
  });
});

describe("normalizeTag(text)", () => {
  it("keeps free words on one line, without separators, formulas and control characters", () => {
    const tags = ["  blurred ", "cut\n off", "a;b", '=HYPERLINK("x")', "+-@1", "\u0000\u202E", "x".repeat(50), "ü é"];
    expect(tags.map(normalizeTag)).toEqual([
      "blurred",
      "cut off",
      "a b",
      'HYPERLINK("x")',
      "1",
      "",
      "x".repeat(40),
      "ü é"
    ]);
  });
});
