import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {formatLabelChanges, parseLabelChanges} from "../../../src/characters/labelChanges.js";
import {markWords} from "../../../src/components/marks/markSummary.js";
import {
  changesOf,
  marksFrom,
  reduceMarks,
  tagsOf,
  type MarkEvent,
  type MarkTable
} from "../../../src/components/marks/markTable.js";
import {digitTable} from "../../../src/components/dataset/digitTable.js";

const splits = [
  {split: "train", n: 2},
  {split: "test", n: 2}
];
const table = digitTable(Uint8Array.of(7, 255, 1, 2), {splits, classes: DIGITS});
/** Four hashes of 8 bytes each: 0101…, 0202…, 0303…, 0404…. */
const hashes = Uint8Array.from({length: 32}, (_, i) => 1 + Math.floor(i / 8));

const after = (...events: (readonly [readonly number[], MarkEvent])[]): MarkTable =>
  events.reduce<MarkTable>((marks, [rows, event]) => reduceMarks(marks, rows, event, table), new Map());

describe("reduceMarks(marks, rows, event, table)", () => {
  it("tags one image or many, each tag once, and takes tags away", () => {
    const tagged = after([[0, 2], {type: "tag", tag: " blurred "}], [[2], {type: "tag", tag: "cut; off"}], [[2], {type: "tag", tag: "blurred"}]); // prettier-ignore
    expect([...tagged]).toEqual([
      [0, {tags: ["blurred"]}],
      [2, {tags: ["blurred", "cut off"]}]
    ]);
    expect(tagsOf(tagged)).toEqual(["blurred", "cut off"]);
    expect([...reduceMarks(tagged, [0, 2], {type: "untag", tag: "blurred"}, table)]).toEqual([
      [2, {tags: ["cut off"]}]
    ]);
    expect(tagged.get(0)).toEqual({tags: ["blurred"]}); // as it was
  });

  it("relabels, also as none of the classes; the label that is there is no change", () => {
    const label = (name: string | null | undefined): MarkEvent => ({type: "label", label: name});
    expect([...after([[0, 2], label("1")])]).toEqual([[0, {tags: [], label: "1"}]]); // image 2 is a 1
    expect([...after([[0], label(null)])]).toEqual([[0, {tags: [], label: null}]]);
    expect(after([[0], label("1")], [[0], label(undefined)]).size).toBe(0);
    expect(after([[0], {type: "tag", tag: " ;"}], [[0], label("3")], [[0], {type: "unmark"}]).size).toBe(0);
  });
});

describe("marks as a file", () => {
  const marks = after([[0], {type: "label", label: "1"}], [[3], {type: "label", label: null}], [[3, 1], {type: "tag", tag: "faint"}]); // prettier-ignore

  it("have the place, the hash and the old label of each image", () => {
    expect(formatLabelChanges(changesOf(marks, table, hashes))).toBe(
      [
        "split,index,hash,label,new_label,tags",
        "train,0,sha256:0101010101010101,7,1,",
        "train,1,sha256:0202020202020202,,,faint",
        "test,1,sha256:0404040404040404,2,(none),faint\n"
      ].join("\n")
    );
  });

  it("come back, also where the images have moved; marks of images that are gone are kept apart", () => {
    const {rows} = parseLabelChanges(formatLabelChanges(changesOf(marks, table, hashes)), "marks");
    const changes = rows.map(({change}) => change);
    expect(marksFrom(changes, table, hashes)).toEqual({marks, absent: []});
    const moved = Uint8Array.from([...hashes.subarray(8), ...new Uint8Array(8).fill(9)]); // the first image is gone
    const found = marksFrom(changes, table, moved);
    expect([...found.marks.keys()].sort()).toEqual([0, 2]); // what was 1 and 3
    expect(found.absent.map(({hash}) => hash)).toEqual(["0101010101010101"]);
  });

  it("are counted in words", () => {
    expect(markWords(marks)).toBe("2 tagged, 2 relabeled.");
    expect(markWords(new Map(), false)).toMatch(/^0 tagged, 0 relabeled\. Not kept/);
  });
});
