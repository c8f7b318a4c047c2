import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {TRAITS} from "../../../src/characters/traits.js";
import {addressOf, browseStateFrom, formatChosen, parseChosen} from "../../../src/components/browse/browseAddress.js";
import {
  activeFilters,
  reduceBrowse,
  type BrowseEvent,
  type BrowseState
} from "../../../src/components/browse/browseState.js";
import {filterWords, matchWords} from "../../../src/components/browse/filterWords.js";
import {digitTable} from "../../../src/components/dataset/digitTable.js";

const splits = [
  {split: "train", n: 3},
  {split: "test", n: 2}
];
const table = digitTable(Uint8Array.of(7, 0, 7, 1, 9), {splits, classes: DIGITS}, new Uint8Array(5 * TRAITS.length));

/** Returns the state that a query string describes. */
function stateAt(search: string, of = table): BrowseState {
  const params = new URLSearchParams(search);
  return browseStateFrom((name) => params.get(name) ?? undefined, of, ["cnn"]);
}

/** Returns the query string of a state. */
function searchOf(state: BrowseState, of = table): string {
  const said = [...addressOf(state, of)].filter((pair): pair is [string, string] => pair[1] !== undefined);
  return decodeURIComponent(new URLSearchParams(said).toString().replaceAll("+", " "));
}

const after = (state: BrowseState, ...events: BrowseEvent[]) => events.reduce(reduceBrowse, state);

describe("reduceBrowse(state, event)", () => {
  it("switches the values of a facet on and off, each by itself", () => {
    const state = after(
      stateAt(""),
      {type: "toggle", facet: "digit", value: "3"},
      {type: "toggle", facet: "digit", value: "5"},
      {type: "toggle", facet: "split", value: "test"}
    );
    expect(searchOf(state)).toBe("split=test&digit=3,5");
    expect(searchOf(after(state, {type: "toggle", facet: "digit", value: "3"}))).toBe("split=test&digit=5");
  });

  it("turns a facet around, before or after its values are chosen", () => {
    const three = {type: "toggle", facet: "digit", value: "3"} as const;
    const not = {type: "not", facet: "digit"} as const;
    expect(searchOf(after(stateAt(""), three, not))).toBe("digit=!3");
    expect(searchOf(after(stateAt(""), not, three))).toBe("digit=!3");
    expect(searchOf(after(stateAt(""), not))).toBe(""); // everything but nothing
    expect(searchOf(after(stateAt("digit=!3"), not))).toBe("digit=3");
  });

  it("takes filters away one by one, or all, and keeps the order, the model and the open image", () => {
    const state = stateAt("digit=3,5&outcome=!right&ink=2~9&lasso=PCA:0,0;9,0;9,9&order=most ink&by=cnn&image=test.1");
    expect(activeFilters(state)).toEqual(["digit", "outcome", "ink", "lasso"]);
    const removed = (["digit", "ink", "lasso"] as const).reduce(
      (one, name) => reduceBrowse(one, {type: "remove", name}),
      state
    );
    expect(activeFilters(removed)).toEqual(["outcome"]);
    const cleared = reduceBrowse(state, {type: "clear"});
    expect(activeFilters(cleared)).toEqual([]);
    expect(searchOf(cleared)).toBe("by=cnn&order=most ink&image=test.1");
  });

  it("opens images beside where the first was opened, until they are closed", () => {
    const opened = after(stateAt(""), {type: "open", row: 1, in: "map"}, {type: "open", row: 4});
    expect(opened.opened).toEqual({row: 4, in: "map"});
    expect(after(opened, {type: "close"}, {type: "open", row: 0}).opened).toEqual({row: 0, in: "grid"});
  });

  it("leaves the state that it was given as it was", () => {
    const state = stateAt("digit=3");
    const copy = structuredClone(state);
    after(state, {type: "toggle", facet: "digit", value: "4"}, {type: "clear"}, {type: "open", row: 1});
    expect(state).toEqual(copy);
  });
});

describe("the address of a state", () => {
  it.each([
    "split=train,test&digit=!3,5&read=7&outcome=!not read&mark=tagged&tag=blurred&ink=!12~80&slant=-4~9&lasso=UMAP:0,0;999,0;999,999&by=cnn&order=least aspect ratio&map=PCA&color=right or wrong&image=train.2",
    "tag=!a b,c\\,d,\\!e",
    ""
  ])("comes back the same: %s", (search) => {
    expect(searchOf(stateAt(search))).toBe(search);
  });

  it("is understood as it was written before there were several values and “not”", () => {
    const old = stateAt(
      "split=test&digit=3&by=nearest neighbors&read=all&outcome=wrong&order=most width by height&color=answer&aspect=0.2~0.9"
    );
    expect(searchOf(old)).toBe(
      "split=test&digit=3&outcome=wrong&aspect=0.2~0.9&order=most aspect ratio&color=prediction"
    );
  });

  it("is passed over where it is invalid", () => {
    const search =
      "split=holdout&digit=x,3&outcome=all&order=best&by=none&ink=a~b&slant=1&lasso=UMAP:1&image=test.2&map=t-SNE";
    expect(searchOf(stateAt(search))).toBe("digit=3");
  });

  it("tells classes apart whose names have commas or exclamation marks", () => {
    const classes = ["!", "!a", "a", "b, c", "\\"];
    const odd = digitTable(Uint8Array.of(0), {splits: [{split: "test", n: 1}], classes});
    expect(stateAt("digit=!", odd).facets.digit).toEqual({values: ["!"], not: false});
    for (const values of [["!"], ["b, c", "a"], ["\\", "!a"], classes]) {
      for (const not of [false, true]) {
        expect(parseChosen(formatChosen({values, not}), classes)).toEqual({values, not});
      }
    }
  });
});

describe("the words for filters", () => {
  it("say what each keeps", () => {
    const state = stateAt("split=train,test&digit=!3,5&read=7&slant=-4~9&ink=!12~80&lasso=UMAP:0,0;9,0;9,9");
    expect(activeFilters(state).map((name) => filterWords(name, state, DIGITS))).toEqual([
      "Split: train or test",
      "Digit: not 3 or 5",
      "Predicted: 7",
      "Ink: not 12 to 80 of 255",
      "Slant: −4 to 9°",
      "Map selection"
    ]);
    expect(filterWords("digit", stateAt("digit=3"), ["3", "x"])).toBe("Character: 3");
  });

  it("say how many images match", () => {
    expect([matchWords(0, 7700), matchWords(1032, 7700), matchWords(7700, 7700)]).toEqual([
      "No matches",
      "1,032 of 7,700 images",
      "7,700 images"
    ]);
  });
});
